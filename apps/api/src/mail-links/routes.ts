import type { SignInStore } from "@tocsin/core/accounts";
import type { AuditStore } from "@tocsin/core/audit";
import type { AcknowledgementStore } from "@tocsin/core/incidents";
import { type Actor, type DeliveryId, hourMs, type Job, wholeOrganization } from "@tocsin/core/kernel";
import { mailResponses, secretPlaceholder } from "@tocsin/core/messages";
import { linkFault, type MailLink, type MailLinkStore } from "@tocsin/core/notifications";
import { linkToken, sameSecret } from "@tocsin/secrets";
import { z } from "zod";
import type { Client } from "../http/client.ts";
import { idOf } from "../http/params.ts";
import { type Reply, type Route, type RouteInput, route } from "../http/route.ts";
import { takeGuess } from "../sign-in/guessing.ts";
import { acknowledgePage, mutePage, refusalPage, stopPage } from "./page.ts";

const tag = "Links in mails";
const path = "/respond/{deliveryId}/{token}/{response}";

const params = z.object({
  deliveryId: idOf<DeliveryId>(),
  token: z.string().max(100),
  response: z.enum([...mailResponses, "resume", "unmute"]),
});

/** Without hours it is muted until it is resolved. */
const query = z.object({ hours: z.literal("").or(z.coerce.number().int().min(1).max(168)).default("") });

type Params = z.output<typeof params>;

export interface MailLinkParts {
  readonly mailLinks: MailLinkStore;
  readonly acknowledgements: AcknowledgementStore;
  readonly audit: Pick<AuditStore, "inTheNameOf">;
  readonly signIns: SignInStore;
  readonly secretKey: string;
  readonly announce: (jobs: readonly Job[]) => void;
  readonly now: () => number;
}

const answers = {
  200: { description: "A page", type: "text/html" },
  409: { description: "The reader's address is marked as required, so that he cannot stop these mails" },
  403: { description: "Its reader may not be told of the incident any more" },
  404: { description: "The link opens nothing" },
  410: { description: "The link is over" },
  429: { description: "Too many tries; `Retry-After` says when there is room again" },
};

/**
 * What the reader of an incident's mail can do from it. A link shows a page and does nothing, because mail filters open
 * links; the page's button, or one click in the mail program, posts. Its token is the whole right: no cookie counts.
 */
export const mailLinkRoutes = (parts: MailLinkParts): readonly Route[] => {
  /** The page of a link that is good, or of why it is not. */
  const opened = async (input: Asked, use: (link: MailLink) => Promise<Reply>): Promise<Reply> => {
    const { params: asked, client } = input;
    const locale = localeAsked(input.header("accept-language"));
    const { deliveryId, token } = asked;
    if (token === secretPlaceholder(deliveryId)) return refusalPage(404, "captured", locale);
    if (!sameSecret(token, linkToken(parts.secretKey, deliveryId))) {
      await takeGuess(parts, client, { guessed: "link", account: null, userId: null });
      return refusalPage(404, "unknown", locale);
    }
    const link = await parts.mailLinks.find(deliveryId);
    const fault = linkFault(link, parts.now());
    if (link === null || fault !== null) return refusalPage(fault === "over" ? 410 : 404, fault ?? "unknown", locale);
    return use(link);
  };

  const inTheNameOf = <Done>(link: MailLink, response: string, run: (by: Actor) => Promise<Done>): Promise<Done> => {
    const by: Actor = { kind: "recipient", address: link.recipient.address };
    return parts.audit.inTheNameOf(actOf(link, by, response), () => run(by));
  };

  const acknowledge = async (link: MailLink): Promise<Reply> => {
    if (link.lost !== null) return refusalPage(403, "lost", link.recipient.locale);
    if (link.acknowledgement !== null) return acknowledgePage(link, link.acknowledgement);
    const scope = wholeOrganization(link.organizationId);
    const { acknowledgement } = await inTheNameOf(link, "acknowledge", (by) =>
      parts.acknowledgements.acknowledge(scope, link.incidentId, by),
    );
    return acknowledgePage(link, acknowledgement);
  };

  const stop = async (link: MailLink): Promise<Reply> => {
    if (!link.rules.some(isOpen)) return stopPage(link);
    parts.announce(await inTheNameOf(link, "stop", () => parts.mailLinks.stop(link, parts.now())));
    return stopPage((await parts.mailLinks.find(link.deliveryId)) ?? link);
  };

  const resume = async (link: MailLink): Promise<Reply> => {
    await inTheNameOf(link, "resume", () => parts.mailLinks.resume(link));
    return stopPage((await parts.mailLinks.find(link.deliveryId)) ?? link, true);
  };

  const mute = async (link: MailLink, hours: number | null): Promise<Reply> => {
    const until = hours === null ? null : parts.now() + hours * hourMs;
    if (link.mute === null) await inTheNameOf(link, "mute", () => parts.mailLinks.mute(link, until, parts.now()));
    return mutePage((await parts.mailLinks.find(link.deliveryId)) ?? link);
  };

  const unmute = async (link: MailLink): Promise<Reply> => {
    await inTheNameOf(link, "unmute", () => parts.mailLinks.unmute(link));
    return mutePage((await parts.mailLinks.find(link.deliveryId)) ?? link, true);
  };

  return [
    route({
      method: "get",
      path,
      tag,
      summary: "The page of a link in an incident's mail; nothing happens on opening it",
      policy: "public",
      params,
      answers,
      handle: (input) =>
        opened(input, async (link) => {
          const { response } = input.params;
          if (response === "stop" || response === "resume") return stopPage(link);
          if (response === "mute" || response === "unmute") return mutePage(link);
          if (link.lost !== null) return refusalPage(403, "lost", link.recipient.locale);
          return acknowledgePage(link, link.acknowledgement);
        }),
    }),
    route({
      method: "post",
      path,
      tag,
      summary: "Do what the link says, once; a repetition shows what was done",
      policy: "public",
      params,
      query,
      answers,
      handle: (input) =>
        opened(input, async (link) => {
          await demandUses(parts, input.client, link);
          const { response } = input.params;
          const { hours } = input.query;
          if (response === "mute") return mute(link, hours === "" ? null : hours);
          return { acknowledge, stop, resume, unmute }[response](link);
        }),
    }),
  ];
};

/** Whether a rule mails the reader, and need not. */
const isOpen = ({ required, stoppedAt }: MailLink["rules"][number]): boolean => !required && stoppedAt === null;

type Asked = Pick<RouteInput<Params, unknown, unknown>, "params" | "client" | "header">;

/** However often a button is pressed, or a program tries again: enough for people, too few to fill a log. */
const demandUses = async (parts: MailLinkParts, client: Client, { deliveryId }: MailLink): Promise<void> => {
  await takeGuess(parts, client, { guessed: "response", account: deliveryId, userId: null });
};

const actOf = ({ organizationId, incidentId }: MailLink, actor: Actor, response: string) => ({
  organizationId,
  actor,
  action: `POST ${path.replace("{response}", response)}`,
  right: null,
  object: { kind: "incident", id: incidentId },
  requestId: null,
});

/** The language that a browser asks for first, where nobody is known yet. */
const localeAsked = (header: string | undefined): string => (/^\s*nl\b/i.test(header ?? "") ? "nl" : "en");
