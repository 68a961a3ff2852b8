import { type AccountMessage, withSecret } from "@tocsin/core/messages";
import { expect, test } from "vitest";
import { renderMail } from "../../index.ts";
import { hostileTexts } from "../../testing/hostile.ts";
import { hrefsOf, skeletonOf, withoutTags, wordsOf } from "../../testing/html.ts";
import { exampleDate, exampleSender } from "../incident/examples.ts";
import { examples, readIn } from "./examples.ts";

const render = (message: AccountMessage) => renderMail(message, exampleSender, exampleDate);

test("an invitation says who invites to what, how long the link works, and that nothing has to be done", () => {
  expect(render(examples.invitation).text).toBe(`YOUR ACCOUNT
You are invited to the security incidents of Contoso

Ada Lovelace has made an account for you in Tocsin, which tells people
about the security incidents of Contoso.

Choose a password to begin. The link works once, until 29 Nov 2026
10:12:40 CET (UTC+01:00).

If you do not know what this is about, ignore this mail: without you
nothing happens.

Choose a password:
https://tocsin.contoso.example/invite/secret-of-d_01J9ZK3

--
You get this mail at eve@contoso.example because it is the address of
your account in Tocsin.
Delivery d_01J9ZK3 · times are Europe/Amsterdam
`);
});

test("a reset says that the password stays if it was not asked for, in the reader's language", () => {
  const { subject, text } = render(readIn(examples.passwordReset, "nl"));
  expect(subject).toBe("[Tocsin] Kies een ander wachtwoord");
  expect(text.replace(/\n/g, " ")).toContain("negeer dan deze mail: uw wachtwoord blijft zoals het is.");
});

test("the page says the same as the text", () => {
  for (const message of Object.values(examples)) {
    const { html, text } = render(message);
    const page = wordsOf(html).join(" ");
    const [, ...told] = text.slice(0, text.indexOf("\n\n--\n")).split("\n\n");
    const sentences = told.filter((block) => !block.includes("\nhttps://")).map((block) => block.replace(/\n/g, " "));
    expect(sentences.filter((sentence) => !page.includes(sentence))).toEqual([]);
  }
});

test("the stored mail holds no token; filled in, its link is whole in the page and the text", () => {
  const mail = render(examples.invitation);
  const sent = withSecret(mail, examples.invitation.deliveryId, () => "t0ken-_of-192-bits");
  const link = "https://tocsin.contoso.example/invite/t0ken-_of-192-bits";
  expect(hrefsOf(sent.html)).toEqual([link]);
  expect(sent.text).toContain(`\n${link}\n`);
  expect(sent.html + sent.text).not.toContain("secret-of-");
  expect(withSecret(mail, "of another delivery", () => "t0ken")).toBe(mail);
});

test("a mail without a link has no button", () => {
  expect(hrefsOf(render(examples.passwordChanged).html)).toEqual([]);
});

test("names in bad faith change neither the structure of the page nor the headers", () => {
  const named = (name: string) =>
    render({
      ...examples.invitation,
      news: { kind: "invitation", by: `x ${name}`, expiresAt: exampleDate },
      organizationName: `x ${name}`,
    });
  const harmless = named("y");
  const changed = hostileTexts(200).filter((text) => {
    const mail = named(text);
    return (
      skeletonOf(mail.html).join() !== skeletonOf(harmless.html).join() ||
      /[<>]/.test(withoutTags(mail.html)) ||
      /[\r\n]/.test(mail.subject) ||
      JSON.stringify(mail.headers) !== JSON.stringify(harmless.headers)
    );
  });
  expect(changed).toEqual([]);
});
