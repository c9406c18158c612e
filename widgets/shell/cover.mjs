// <tonghao-cover>: stands before a tool whose answer is covered. Whoever says what it will be may uncover it.

class TonghaoCover extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    const said = this.querySelector("[data-said]");
    form.hidden = false;
    form.addEventListener("change", () => (form.querySelector("button").disabled = false));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const choice = form.querySelector("input:checked");
      if (!choice) return;
      this.parentElement.querySelector("tonghao-tool").removeAttribute("hidden-verdict");
      said.textContent = said.dataset.said.replace("{answer}", () => choice.parentElement.textContent.trim());
      form.hidden = true;
    });
  }
}

customElements.define("tonghao-cover", TonghaoCover);
