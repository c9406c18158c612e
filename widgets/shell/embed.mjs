// A tool in an iframe tells the page around it how tall it is:
//   { type: "tonghao:height", tool: "fit", height: 1234 }   in CSS pixels, whenever it changes
// It says nothing else, and listens to nothing. Light or dark follows the reader's system: there is no switch.

const place = document.querySelector("[data-embed]");

if (place) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => document.body.setAttribute("data-md-color-scheme", dark.matches ? "slate" : "default");
  dark.addEventListener("change", follow);
  follow();
}

if (place && parent !== globalThis) {
  const tell = () => {
    const height = Math.ceil(place.getBoundingClientRect().height);
    parent.postMessage({ type: "tonghao:height", tool: place.dataset.embed, height }, "*");
  };
  new ResizeObserver(tell).observe(place);
  tell();
}
