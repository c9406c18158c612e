// Whether the site has been renewed while a page was open.

/** True when the page as it is served now names other files for Python than `element`, which came with the page. */
export async function outdated(element) {
  const worker = element.getAttribute("worker");
  const { files } = JSON.parse(element.getAttribute("runtime"));
  try {
    const response = await fetch(location.pathname, { cache: "no-store" });
    if (!response.ok) return false;
    const page = await response.text();
    if (!page.includes(`<${element.localName}`)) return false; // something else has answered in its place
    return !page.includes(worker.slice(worker.lastIndexOf("/") + 1)) || Object.values(files).some((name) => !page.includes(name));
  } catch {
    return false;
  }
}
