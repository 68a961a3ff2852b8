import { htmlBytesMax } from "../src/templates/incident/limits.ts";
import { inScheme } from "../src/testing/in-scheme.ts";
import { fileName, type PreviewedMail } from "./previewed-mail.ts";

const part = <T extends Element>(selector: string, type: new () => T): T => {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${selector}`);
  return found;
};

const form = part("form", HTMLFormElement);
const stage = part("#stage", HTMLElement);
const mails: readonly PreviewedMail[] = JSON.parse(part("#mails", HTMLScriptElement).text);

/** What is chosen stands in the address too, so that it survives a reload and can be handed on. */
const choices = ["example", "language", "width", "scheme", "view"] as const;
type Choice = (typeof choices)[number];

const chosen = (choice: Choice): string => String(new FormData(form).get(choice));

const show = (): void => {
  const mail = mails.find(({ example, language }) => example === chosen("example") && language === chosen("language"));
  if (mail === undefined) return;
  part("h1", HTMLElement).textContent = mail.subject;
  part("#size", HTMLElement).textContent = `${(mail.bytes / 1_000).toFixed(1)} KB of ${htmlBytesMax / 1_000}`;
  part("#html-file", HTMLAnchorElement).href = fileName(mail, "html");
  part("#text-file", HTMLAnchorElement).href = fileName(mail, "txt");
  stage.replaceChildren(viewOf(mail));
};

const viewOf = (mail: PreviewedMail): HTMLElement => {
  if (chosen("view") === "text") return readable(element("pre", mail.text), "Plain text");
  if (chosen("view") === "headers") return readable(listOf(mail.headers), "Headers");
  return frameOf(mail);
};

const frameOf = (mail: PreviewedMail): HTMLIFrameElement => {
  const frame = document.createElement("iframe");
  // No script runs in it and nothing of it leaves it.
  frame.sandbox.value = "";
  frame.title = `${mail.example} in ${mail.language}`;
  frame.width = chosen("width");
  frame.srcdoc = inScheme(mail.html, chosen("scheme") === "dark" ? "dark" : "light");
  return frame;
};

const listOf = (headers: PreviewedMail["headers"]): HTMLElement => {
  const list = document.createElement("dl");
  list.append(...headers.flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
  return list;
};

const element = (tag: "pre" | "dt" | "dd", text: string): HTMLElement => {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
};

/** What can be longer than the stage must take the focus, or the keyboard could not scroll it. */
const readable = (view: HTMLElement, label: string): HTMLElement => {
  view.tabIndex = 0;
  view.setAttribute("role", "region");
  view.setAttribute("aria-label", label);
  return view;
};

const readAddress = (): void => {
  const values = location.hash.slice(1).split("/");
  for (const [index, choice] of choices.entries()) {
    for (const input of form.querySelectorAll<HTMLInputElement>(`input[name=${choice}]`)) {
      if (input.value === values[index]) input.checked = true;
    }
  }
  show();
};

form.addEventListener("change", () => {
  history.replaceState(null, "", `#${choices.map(chosen).join("/")}`);
  show();
});
addEventListener("hashchange", readAddress);
readAddress();
