// <tonghao-offline>: keeps the site on this device when asked to, says how far it is, brings it up to date, removes it.

import * as store from "./offline-store.mjs";

let job = null; // the storing under way, which goes on while the reader looks at other pages: { done, total, stop, draw }
let said = ""; // how the last one ended

class TonghaoOffline extends HTMLElement {
  #words;
  #root;
  #offer = null;
  #kept = null;
  #ears;

  connectedCallback() {
    const { words } = JSON.parse(this.querySelector(".tg-hub").textContent);
    this.#words = (key, values = {}) => (words[`offline-${key}`] ?? "").replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);
    this.#root = new URL(`${this.getAttribute("root")}../`, location.href).href;
    this.#ears = new AbortController();
    const on = (target, name, act) => target.addEventListener(name, act, { signal: this.#ears.signal });
    on(this, "click", ({ target }) => this.#do(target.closest("[data-do]")?.dataset.do));
    on(this, "change", () => this.#draw());
    on(globalThis, "online", () => this.#look());
    if (job) job.draw = () => this.#draw();
    this.#look();
  }

  disconnectedCallback() {
    this.#ears.abort();
    if (job) job.draw = () => {};
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  async #look() {
    if (globalThis.tonghaoPack || !store.possible()) {
      this.#say(this.#words(globalThis.tonghaoPack ? "packed" : "impossible"));
      this.setAttribute("data-live", "");
      return;
    }
    [this.#offer, this.#kept] = await Promise.all([store.offered(this.#root), store.kept(this.#root)]);
    if (this.#kept) this.#part("python").checked = store.hasPython(this.#kept) || this.#part("python").checked;
    this.#draw();
    this.setAttribute("data-live", "");
  }

  async #do(act) {
    if (act === "stop") job?.stop.abort();
    else if (act === "keep") await this.#keep();
    else if (act === "remove") {
      await store.remove(this.#root);
      said = "removed";
      await this.#look();
      this.querySelector("[data-do]:not([hidden])")?.focus();
    }
  }

  async #keep() {
    if (job || !this.#offer) return;
    const list = this.#wanted();
    const stop = new AbortController();
    job = { done: 0, total: store.bytes(list), stop, draw: () => this.#draw() };
    const mine = job;
    said = "";
    this.#draw();
    this.querySelector('[data-do="stop"]').focus();
    const step = (done) => {
      mine.done = done;
      mine.draw();
    };
    try {
      await store.keep(this.#root, list, step, stop.signal);
      said = "done";
    } catch (error) {
      console.warn(`tonghao: ${error}`);
      said = `fail-${error.why}`;
    }
    job = null;
    await this.#look();
    mine.draw();
    if (this.isConnected) this.querySelector("[data-do]:not([hidden])")?.focus();
  }

  #wanted() {
    return store.chosen(this.#offer, this.#part("python").checked);
  }

  // --- what the reader sees -----------------------------------------------------------------------------------------

  #draw() {
    const { done, total } = job ?? {};
    const wanted = this.#offer ? this.#wanted() : null;
    const stale = this.#kept && this.#offer && this.#offer.version !== this.#kept.version;
    const more = this.#kept && wanted && store.hasPython(wanted) && !store.hasPython(this.#kept);
    this.#say(this.#state(stale));
    this.#part("update").textContent = stale && !job ? this.#words("update-there", { size: mb(store.bytes(wanted, this.#kept)) }) : "";
    this.#part("choice").hidden = Boolean(job) || !this.#offer || (this.#kept !== null && store.hasPython(this.#kept));
    if (this.#offer) {
      const site = store.bytes(store.chosen(this.#offer, false));
      this.#part("python-size").textContent = this.#words("python", { size: mb(store.bytes(this.#offer) - site) });
      this.#part("size").textContent = job || (this.#kept && !more) ? "" : this.#words("size", { size: mb(store.bytes(wanted, this.#kept)) });
    }
    const bar = this.#part("bar");
    bar.hidden = !job;
    if (job) {
      bar.querySelector("progress").value = done / total;
      bar.querySelector("output").textContent = this.#words("progress", { done: mb(done), total: mb(total) });
    }
    const keep = this.#button("keep", !job && this.#offer && (!this.#kept || stale || more));
    keep.textContent = this.#words(this.#kept ? (stale ? "update" : "add") : "keep");
    this.#button("stop", job);
    this.#button("remove", this.#kept && !job);
    const news = this.#part("news");
    const sentence = said ? this.#words(said) : "";
    if (news.textContent !== sentence) news.textContent = sentence;
    news.toggleAttribute("data-failed", said.startsWith("fail-") && said !== "fail-stopped");
  }

  #state(stale) {
    if (job) return this.#words("keeping");
    if (!this.#kept) return this.#words(this.#offer ? "not-kept" : "unreachable");
    const { at, site, version } = this.#kept;
    const date = new Date(at).toLocaleDateString(this.closest("[lang]")?.lang, { dateStyle: "long" });
    const sentence = this.#words("kept", { date, version: `${site} · ${version}`, size: mb(store.bytes(this.#kept)) });
    const about = store.hasPython(this.#kept) ? "" : this.#words("kept-no-python");
    return [sentence, about, !stale && this.#offer ? this.#words("newest") : ""].filter(Boolean).join(" ");
  }

  #say(sentence) {
    const place = this.#part("state");
    if (place.textContent !== sentence) place.textContent = sentence;
  }

  #button(name, shown) {
    const button = this.querySelector(`[data-do="${name}"]`);
    button.hidden = !shown;
    return button;
  }
}

/** Whole megabytes, at least one: nobody plans with less. */
function mb(bytes) {
  return String(Math.max(1, Math.round(bytes / 1e6)));
}

customElements.define("tonghao-offline", TonghaoOffline);
