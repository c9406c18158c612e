// What does not fit at the present size of the window, one line each. Read by layout.py.
// Styles are asked for once for each element: a page has thousands of texts, and there are three widths of each page.
([smallestText, smallestTarget]) => {
  const HAIR = 2; // px that two texts may share: glyphs seldom fill their boxes
  const found = new Set();
  const root = document.documentElement;
  const remembered = (make) => {
    const known = new Map();
    return (one) => {
      if (!known.has(one)) known.set(one, make(one));
      return known.get(one);
    };
  };
  const style = remembered((one) => getComputedStyle(one));
  const boxOf = remembered((one) => one.getBoundingClientRect());
  const name = (one) => (one.tagName === "A" && !one.classList.length ? `${name(one.parentElement)} > ` : "") + one.tagName.toLowerCase() + (one.id ? `#${one.id}` : "") + (one.classList.length ? `.${[...one.classList].join(".")}` : "");
  const words = (text) => `"${text.trim().slice(0, 20)}"`;
  const visible = remembered((one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !one.closest("script, style, noscript, title, [hidden], [data-stage]"));

  // --- sideways ---
  if (root.scrollWidth > root.clientWidth) found.add(`the page scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
  const scrolls = remembered((one) => one && one !== document.body && (/auto|scroll|hidden|clip/.test(style(one).overflowX) || scrolls(one.parentElement)));
  for (const one of document.querySelectorAll("main article *")) {
    const box = boxOf(one);
    if (box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && one.checkVisibility() && !scrolls(one.parentElement) && style(one).position !== "fixed") {
      found.add(`sticks out: ${name(one)} from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
  }

  // --- texts: their size, and who lies on whom ---
  const scale = remembered((drawing) => {
    const { a, b } = drawing.getScreenCTM();
    return Math.hypot(a, b);
  });
  const block = remembered((one) => (one.parentElement && style(one).display.startsWith("inline") && !one.closest("svg") ? block(one.parentElement) : one));
  const floats = remembered((one) => one && one !== document.body && (/fixed|sticky/.test(style(one).position) || floats(one.parentElement)));
  const seen = remembered((one) => {
    const outer = one.parentElement ? seen(one.parentElement) : { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
    if (one === document.body || one === root || style(one).overflow === "visible") return outer;
    const box = boxOf(one);
    return { left: Math.max(outer.left, box.left), right: Math.min(outer.right, box.right), top: Math.max(outer.top, box.top), bottom: Math.min(outer.bottom, box.bottom) };
  });
  const lines = [];
  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const one = text.parentElement;
    if (!text.data.trim() || !visible(one)) continue;
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (!boxes.length) continue;
    const drawing = one.closest("svg");
    const size = parseFloat(style(one).fontSize) * (drawing ? scale(one.getScreenCTM ? one : drawing) : 1);
    if (size < smallestText - 0.05) found.add(`text of ${size.toFixed(1)} px: ${name(one)} ${words(text.data)}`);
    if (floats(one)) continue;
    const frame = seen(one);
    for (const box of boxes) {
      const air = box.height * 0.2; // a line's box is taller than its letters
      const line = { left: Math.max(box.left, frame.left), right: Math.min(box.right, frame.right), top: Math.max(box.top, frame.top) + air, bottom: Math.min(box.bottom, frame.bottom) - air, one, text };
      if (line.right - line.left > HAIR && line.bottom - line.top > HAIR) lines.push(line);
    }
  }
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((line, index) => {
    for (let next = index + 1; next < lines.length && lines[next].top < line.bottom - HAIR; next++) {
      const other = lines[next];
      const shared = Math.min(line.right, other.right) - Math.max(line.left, other.left);
      if (shared > HAIR && Math.min(line.bottom, other.bottom) - other.top > HAIR && block(line.one) !== block(other.one)) {
        found.add(`texts lie on each other: ${name(other.one)} ${words(other.text.data)} on ${name(line.one)} ${words(line.text.data)}`);
      }
    }
  });

  // --- targets ---
  const alone = remembered((parent) => {
    const rest = parent.cloneNode(true);
    for (const part of rest.querySelectorAll("a, button, svg")) part.remove();
    return !/[\p{L}\p{N}]/u.test(rest.textContent);
  });
  const targets = "button, input, select, textarea, summary, label.md-header__button, a[href]";
  for (const one of document.querySelectorAll(`:is(header, main, footer, .md-tabs, body.tg-bare) :is(${targets})`)) {
    if (!visible(one) || one.disabled || one.matches(".md-skip, .tg-visually-hidden, .tg-slide a")) continue; // what a slide links to, its arrows reach too
    if (one.tagName === "A" && (one.closest("svg, p a") !== null || (style(one).display === "inline" && !alone(block(one.parentElement))))) {
      if (!(one.tagName === "A" && getComputedStyle(one, "::after").position === "absolute")) continue;
    }
    let parts = [one, ...(/checkbox|radio/.test(one.type) ? one.labels : [])];
    if (one.tagName === "A" && getComputedStyle(one, "::after").position === "absolute" && one.offsetParent) parts = [one.offsetParent]; // the whole card is the link
    const boxes = parts.map((part) => boxOf(part));
    const wide = Math.max(...boxes.map((box) => box.width));
    const high = Math.max(...boxes.map((box) => box.height));
    if (wide <= 1 || high <= 1) continue; // for those who listen
    if (wide < smallestTarget - 0.1 || high < smallestTarget - 0.1) found.add(`target of ${wide.toFixed(0)} x ${high.toFixed(0)} px: ${name(one)} ${words(one.textContent || one.ariaLabel || "")}`);
  }
  return [...found];
}
