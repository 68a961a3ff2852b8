import { err, ok } from "../../../kernel/index.ts";
import { type ForeignRecord, hasAny, isNothing, own, ownAt, readId, readRecord, readWord } from "../../read.ts";
import type { PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { settingsOf } from "../settings.ts";
import { mispConnect } from "./connect.ts";
import { readMispEvent } from "./event.ts";
import { mispSettings } from "./settings.ts";
import { isTrue } from "./vocabulary.ts";

/** Events of MISP, as its workflows, its ZeroMQ channel and its API give them. */
export const misp: PlainKind = {
  kind: "misp",
  title: "MISP",
  description: "Events of MISP with their attributes, from a workflow's webhook, the ZeroMQ channel or the API.",
  settings: mispSettings,
  connect: mispConnect,

  open: (body) => {
    const envelope = readRecord(body);
    const lists = ["response", "response.Event", "events"].map((path) => ownAt(envelope, path));
    return lists.find((list): list is unknown[] => Array.isArray(list)) ?? null;
  },

  recognises: (document) => {
    const event = eventIn(document);
    return event !== null && (event !== document || hasAny(event, ["threat_level_id"]));
  },

  normalise: (payload, context) => {
    const document = readDocument(payload);
    if (!document.ok) return document;
    const event = eventIn(document.value);
    const settings = settingsOf(mispSettings, context.settings);
    if (event === null) {
      const other = otherIn(document.value);
      if (other === null) return err({ path: "Event", problem: "is missing: this is no event of MISP" });
      return ok({ kind: "ignored", externalId: null, reason: `It is ${other} by itself, and no event` });
    }
    const externalId = readId(own(event, "uuid"), context.digest);
    const reason = whyIgnored(document.value, event, settings.unpublished);
    if (reason !== null) return ok({ kind: "ignored", externalId, reason });
    return ok({ kind: "incident", incident: readMispEvent(event, settings, context) });
  },
};

/** The event: under its name, under that again in an answer of the API, in a workflow's data, or the document itself. */
const eventIn = (document: ForeignRecord): ForeignRecord | null => {
  const inner = ["Event", "response.Event", "data.Event", "event.Event"].map((path) =>
    readRecord(ownAt(document, path)),
  );
  const found = inner.find((record) => record !== null);
  if (found) return isEvent(found) ? found : null;
  return isEvent(document) ? document : null;
};

const isEvent = (record: ForeignRecord): boolean =>
  !isNothing(own(record, "info")) || (!isNothing(own(record, "uuid")) && !isNothing(own(record, "threat_level_id")));

/** What else MISP tells of on the same channel. */
const otherIn = (document: ForeignRecord): string | null => {
  const names: Readonly<Record<string, string>> = {
    Attribute: "an attribute",
    ShadowAttribute: "a proposal",
    Sighting: "a sighting",
    Object: "an object",
    ObjectReference: "a reference",
    EventTag: "a tag of an event",
    AttributeTag: "a tag of an attribute",
    Tag: "a tag",
    GalaxyCluster: "a cluster of a galaxy",
    Post: "a post",
    User: "a user",
    Organisation: "an organisation",
    Warninglist: "a warning list",
    Log: "an entry of the log",
    AuditLog: "an entry of the log",
  };
  const name = Object.keys(names).find((key) => readRecord(own(document, key)) !== null);
  if (name !== undefined) return names[name] ?? null;
  return isNothing(own(document, "status")) || isNothing(own(document, "uptime")) ? null : "a sign of life";
};

const whyIgnored = (document: ForeignRecord, event: ForeignRecord, unpublished: boolean): string | null => {
  const action = readWord(own(document, "action"))?.toLowerCase();
  if (action === "delete" || isTrue(own(event, "deleted"))) return "The event was deleted";
  if (!unpublished && !isTrue(own(event, "published")))
    return "The event is not published, and this source takes published ones only";
  return null;
};
