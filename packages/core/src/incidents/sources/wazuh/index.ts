import { err, ok, type Result } from "../../../kernel/index.ts";
import { type ForeignRecord, hasAny, isNothing, own, ownAt, readId, readRecord } from "../../read.ts";
import type { NormaliseContext, PayloadFault, PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { settingsOf } from "../settings.ts";
import { wazuhConnect } from "./connect.ts";
import { find, valueAt } from "./fields.ts";
import { levelPaths, readWazuhAlert, ruleIdPaths, titlePaths } from "./incident.ts";
import { wazuhSettings } from "./settings.ts";
import { belowMinimum } from "./severity.ts";

/** Wazuh 4 and 5: alerts as its manager writes them, and as its indexer keeps them. */
export const wazuh: PlainKind = {
  kind: "wazuh",
  title: "Wazuh",
  description: "Alerts of Wazuh 4 and findings of Wazuh 5, from the manager's integrations or from the indexer.",
  settings: wazuhSettings,
  connect: wazuhConnect,

  open: (body) => {
    const envelope = readRecord(body);
    const lists = ["hits.hits", "data.affected_items", "alerts"].map((path) => ownAt(envelope, path));
    return lists.find((list): list is unknown[] => Array.isArray(list)) ?? null;
  },

  recognises: (document) => {
    const inner = ["_source", "all_fields"].map((key) => readRecord(own(document, key)));
    return [document, ...inner].some(
      (alert) =>
        alert !== null &&
        (hasAny(alert, ["wazuh.rule", "wazuh.agent", "wazuh"]) ||
          (!isNothing(valueAt(alert, "rule.level")) &&
            hasAny(alert, ["agent", "manager", "decoder", "full_log", "location", "rule.groups", "rule.description"]))),
    );
  },

  normalise: (payload, context) => {
    const document = readDocument(payload);
    if (!document.ok) return document;
    const { alert, hitId } = unwrapped(document.value, context);
    if (!hasRule(alert)) return withoutRule(alert);
    const settings = settingsOf(wazuhSettings, context.settings);
    const tooLow = belowMinimum(
      find(alert, levelPaths, (level) => (isNothing(level) ? null : level)),
      settings,
    );
    if (tooLow !== null) return ok({ kind: "ignored", externalId: null, reason: tooLow });
    return ok({ kind: "incident", incident: readWazuhAlert(alert, hitId, settings, context) });
  },
};

/** The alert itself: the indexer puts it under `_source`, and the manager's Shuffle integration under `all_fields`. */
const unwrapped = (
  document: ForeignRecord,
  { digest }: NormaliseContext,
): { readonly alert: ForeignRecord; readonly hitId: string | null } => {
  const hitId = readId(own(document, "_id"), digest);
  const inner = ["_source", "all_fields", "alert"].map((key) => readRecord(own(document, key)));
  const alert = hasRule(document) ? document : (inner.find((record) => record !== null) ?? document);
  return { alert, hitId };
};

const hasRule = (record: ForeignRecord): boolean =>
  [...ruleIdPaths, ...titlePaths, ...levelPaths].some((path) => !isNothing(valueAt(record, path)));

/** What only Wazuh's documents have; without a rule they are archived events, states or statistics. */
const marks = ["agent", "wazuh", "decoder", "manager", "full_log", "location", "agent.id", "wazuh.agent.id"];

const withoutRule = (
  alert: ForeignRecord,
): Result<{ kind: "ignored"; externalId: null; reason: string }, PayloadFault> =>
  marks.some((key) => !isNothing(own(alert, key)))
    ? ok({ kind: "ignored", externalId: null, reason: "No rule matched: it is an event or a state, and no alert" })
    : err({ path: "rule", problem: "is missing: this is no alert of Wazuh" });
