/* What the tests of access ask of a page, each by its name. Read by access.py. */
({
  // Every control in `place` that a keyboard must reach; remembered by its index.
  controls(place) {
    const all = document.querySelectorAll(`${place} :is(button, input, select, textarea, summary, a[href], [tabindex="0"])`);
    const reached = [...all].filter((one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ checkVisibilityCSS: true }));
    globalThis.marked = new Map(reached.map((one, index) => [one, index]));
    return reached.map((one) => `${one.tagName.toLowerCase()} ${one.name || one.className || ""} ${one.textContent.trim().slice(0, 20)}`);
  },

  // Note from now on where the focus goes, and whether it can be seen there.
  follow() {
    globalThis.met = [];
    globalThis.following?.abort(); // of the page before
    globalThis.following = new AbortController();
    const note = ({ target }) => {
      const outlined = (one) => one && (({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2)(getComputedStyle(one));
      const box = target.getBoundingClientRect(); // an input and its unit share one frame
      const seen = (outlined(target) || outlined(target.parentElement)) && box.bottom > 0 && box.top < innerHeight;
      globalThis.met.push([globalThis.marked.get(target) ?? null, seen]);
    };
    document.addEventListener("focusin", note, { signal: globalThis.following.signal });
  },

  // Whatever still moves for longer than a blink (seconds).
  moving(blink) {
    const longest = (text) => Math.max(...text.split(",").map(parseFloat));
    const found = new Set();
    for (const one of document.querySelectorAll("*")) {
      for (const part of [null, "::before", "::after"]) {
        const style = getComputedStyle(one, part);
        if (longest(style.transitionDuration) > blink || (style.animationName !== "none" && longest(style.animationDuration) > blink)) {
          found.add(`${one.tagName.toLowerCase()}.${one.className}${part ?? ""}`);
        }
      }
    }
    return [...found];
  },

  // Texts in a picture that do not stand out from the page behind them. Those on a filled mark stand on that.
  faint(least) {
    const channel = (value) => ((value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const light = (colour) => {
      const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
      return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
    };
    const ground = light(getComputedStyle(document.body).backgroundColor);
    const contrast = (colour) => {
      const [low, high] = [light(colour), ground].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    return [...document.querySelectorAll("main svg text:not(.tg-payer__coin, .tg-week__ritual-name)")]
      .filter((one) => one.textContent.trim() && one.checkVisibility())
      .map((one) => [one.textContent.trim().slice(0, 20), getComputedStyle(one).fill])
      .filter(([, fill]) => fill.startsWith("rgb") && contrast(fill) < least)
      .map(([text, fill]) => `${text}: ${fill}`);
  },

  // Texts of which a part is cut away where no scrolling brings it back.
  cut() {
    const found = new Set();
    for (const one of document.querySelectorAll("main article *, header *")) {
      if (!one.textContent.trim() || one.closest("svg, select, .tg-visually-hidden, .tg-brand, dialog, .md-search, [data-stage]")) continue;
      const { overflowX, overflowY, textOverflow } = getComputedStyle(one);
      if (one.clientHeight <= 1 || !one.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) continue;
      const gone = (how, whole, shown) => /hidden|clip/.test(how) && whole > shown + 2;
      if ((gone(overflowY, one.scrollHeight, one.clientHeight) || gone(overflowX, one.scrollWidth, one.clientWidth)) && textOverflow !== "ellipsis") {
        found.add(`cut: ${one.tagName.toLowerCase()}.${one.className} "${one.textContent.trim().slice(0, 20)}"`);
      }
    }
    return [...found];
  },
})
