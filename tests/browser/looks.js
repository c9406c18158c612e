/* Texts and fields by how they look. Read by axe.py. */
({
  // How many looks here are none of `known`. An element of each is remembered for `judged`.
  fresh(known) {
    const digest = (text) => {
      let [high, low] = [0xdeadbeef, 0x41c6ce57];
      for (let at = 0; at < text.length; at++) {
        const sign = text.charCodeAt(at);
        [high, low] = [Math.imul(high ^ sign, 2654435761), Math.imul(low ^ sign, 1597334677)];
      }
      return (low >>> 0).toString(36) + (high >>> 0).toString(36);
    };
    // A link within a sentence has to differ from the sentence as well.
    const alone = (one) => one.localName === "a" && one.closest("p, li, td, dd, div, body").textContent.trim() === one.textContent.trim();
    const state = ["open", "disabled", "aria-pressed", "aria-current", "aria-disabled", "aria-invalid", "data-tone", "data-verdict"];
    const looks = new Map();
    const look = (one) => {
      if (one && !looks.has(one)) {
        const style = getComputedStyle(one);
        const names = [one.localName, one.getAttribute("class"), one.matches(":checked"), alone(one), ...state.map((name) => one.getAttribute(name))];
        const shown = [style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.fontSize, style.fontWeight, style.textDecorationLine, style.textShadow, style.filter];
        looks.set(one, digest([look(one.parentElement), ...names, ...shown].join("|")));
      }
      return looks.get(one);
    };
    const texts = (one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const visible = (one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
    const old = new Set(known);
    const all = [...document.body.querySelectorAll("*")].filter((one) => (one.matches("input, select, textarea") || texts(one)) && visible(one));
    globalThis.freshLooks = new Map(all.map((one) => [look(one), one]).filter(([known]) => !old.has(known)));
    return freshLooks.size;
  },

  // What axe finds in them by `rules`, and the looks about which it was sure.
  async judged(rules) {
    const options = { runOnly: rules, elementRef: true, resultTypes: ["violations", "passes"] };
    const { violations, passes } = await axe.run({ include: [...freshLooks.values()] }, options);
    const nodes = (results) => results.flatMap((rule) => rule.nodes.map((node) => [rule.id, node]));
    const sure = new Set(nodes([...violations, ...passes]).map(([rule, node]) => rule === "color-contrast" && node.element));
    return {
      found: nodes(violations).map(([rule, { target, failureSummary }]) => `${rule}: ${target.flat().join(" ")} (${failureSummary.split("\n").slice(1, 2).join(" ").trim()})`),
      sure: [...freshLooks].filter(([, one]) => sure.has(one)).map(([look]) => look),
    };
  },
})
