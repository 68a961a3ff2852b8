import type { NoticeMessage, NoticeOf } from "@tocsin/core/messages";
import { expect, test } from "vitest";
import { renderMail } from "../../index.ts";
import { hostileTexts } from "../../testing/hostile.ts";
import { hrefsOf, skeletonOf, withoutTags, wordsOf } from "../../testing/html.ts";
import { exampleDate, exampleSender } from "../incident/examples.ts";
import { examples, readIn } from "./examples.ts";

const render = (message: NoticeMessage) => renderMail(message, exampleSender, exampleDate);

test("a notice says in its subject what is wrong and where, and never looks like an incident", () => {
  expect(render(examples.sourceSilent).subject).toBe("[Tocsin] Contoso – Source “Wazuh Amsterdam” has gone silent");
  expect(render(readIn(examples.ruleNeedsAttention, "nl")).subject).toBe(
    "[Tocsin] Contoso – Regel “High incidents on servers” is gestopt",
  );
});

test("a notice reads whole as plain text: what happened, what it means, what to do, and where", () => {
  expect(render(examples.sourceSilent).text).toBe(`ABOUT TOCSIN ITSELF
Contoso
Source “Wazuh Amsterdam” has gone silent

What happened:
Source “Wazuh Amsterdam” last sent something at 22 Nov 2026 01:12:40 CET
(UTC+01:00). It is expected to send at least every 2 hours.

What it means:
Incidents that it finds may not reach you, and nobody is told of them.

What to do:
Check that the sending product runs, that it still has this source’s
address and key, and that it can reach this installation. If it is quiet
by nature, change how long it may be silent.

Open: https://tocsin.contoso.example/sources/s_01J9ZK3

--
You get this mail at ada@contoso.example because you administer Contoso
in Tocsin. Every administrator gets it.
Delivery d_01J9ZK3 · times are Europe/Amsterdam
`);
});

test("the page says the same as the text", () => {
  const { html, text } = render(readIn(examples.sourceFailing, "nl"));
  const page = wordsOf(html).join(" ");
  const told = text.slice(0, text.indexOf("\nOpenen: ")).split("\n\n").slice(1);
  const sentences = told.map((block) =>
    block
      .slice(block.indexOf(":\n") + 1)
      .trim()
      .replace(/\n/g, " "),
  );
  expect(sentences).toHaveLength(3);
  expect(sentences.filter((sentence) => !page.includes(sentence))).toEqual([]);
});

test("that mail goes out again is told with how many mails were late, and whether any was lost", () => {
  const means = (message: NoticeMessage) => /:\n(.*late.*|.*\blaat.*)/.exec(render(message).text)?.[1];
  expect(means(examples.mailRecovered)).toBe("14 mails were late, none was lost.");
  expect(means(readIn(examples.mailRecovered, "nl"))).toBe("14 mails waren te laat, er ging geen verloren.");
  expect(render(examples.mailRecoveredWithLoss).text).toContain("1 mail was late, and 1 was given up. 3 more wait");
});

test("its one button leads to the page of the console where the trouble is mended", () => {
  expect(hrefsOf(render(examples.ruleNeedsAttention).html)).toEqual([
    "https://tocsin.contoso.example/rules/rule_servers",
  ]);
  expect(hrefsOf(render(examples.noticeWithHostileNames).html)).toEqual([
    "https://tocsin.contoso.example/sources/..%2F..%2Fevil%3Fx%3D%3Cy%3E",
  ]);
});

test("the notices of one trouble and of its end stand together in an inbox", () => {
  const thread = { References: "<notice-source.s_01J9ZK3@tocsin.contoso.example>" };
  expect(render(examples.sourceSilent).headers).toMatchObject({ ...thread, "X-Tocsin-Notice": "sourceSilent" });
  expect(render(examples.sourceRecovered).headers).toMatchObject({ ...thread, "X-Tocsin-Notice": "sourceRecovered" });
});

test("names in bad faith change neither the structure of the page nor the headers", () => {
  const named = (name: string) => {
    const notice: NoticeOf<"sourceFailing"> = {
      kind: "sourceFailing",
      sourceId: "s_1",
      sourceName: `x ${name}`,
      since: exampleDate,
      problems: 1,
      latest: `x ${name}`,
    };
    return render({ ...examples.sourceFailing, notice });
  };
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
