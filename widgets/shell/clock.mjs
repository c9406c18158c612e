// Clock times as everybody in the room writes them.

export const MINUTE = 60_000;

/** Milliseconds since 1970 as hh:mm, local. */
export function clock(moment) {
  const time = new Date(moment);
  return `${String(time.getHours()).padStart(2, "0")}:${String(time.getMinutes()).padStart(2, "0")}`;
}

/** A length of time as mm:ss, or h:mm:ss from an hour on. */
export function countdown(length) {
  const seconds = Math.floor(Math.abs(length) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = `${String(minutes).padStart(hours ? 2 : 1, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  return hours ? `${hours}:${rest}` : rest;
}
