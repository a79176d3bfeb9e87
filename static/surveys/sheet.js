/* <survey-sheet>: the form of a question or page. Choosing an earlier question, or what is asked of it, fetches the rest at once. */

/** Sends a form as one of its buttons does; gives the page that answers, and where it is. */
export async function send(form, button, more = {}) {
  const body = new FormData(form, button);
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  const response = await fetch(form.action, { method: "POST", body });
  if (!response.ok && response.status !== 422) throw new Error(`${response.status} ${form.action}`);
  return { page: new DOMParser().parseFromString(await response.text(), "text/html"), url: response.url };
}

/** The answers of the question that was chosen in a condition, in place of those that stood there. */
export async function look(form, field) {
  const { page } = await send(form, form.querySelector("[name=look]"));
  const fresh = page.querySelector("#shown");
  if (!fresh) return;
  fresh.open = true;
  form.querySelector("#shown").replaceWith(document.adoptNode(fresh));
  document.getElementById(field.id)?.focus();
}

/** Whether a change of a field calls for other answers than stand there: another question, or another way to ask it. */
export function asksEarlier({ name = "", value, form }) {
  const [, row, part] = /^shown-(\d+)-(question|asks)$/.exec(name) ?? [];
  if (part !== "asks") return Boolean(part);
  const stands = ["values", "number"].filter((one) => form.querySelector(`[name="shown-${row}-${one}"]`));
  const wanted = { is: "values", is_not: "values", at_least: "number", at_most: "number" }[value] ?? "";
  return stands.join() !== wanted;
}

class SurveySheet extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", ({ target }) => asksEarlier(target) && look(target.form, target));
  }
}
customElements.define("survey-sheet", SurveySheet);
