import { err, ok, type Result } from "../../../kernel/index.ts";
import { type ForeignRecord, isNothing, ownAt, readRecord } from "../../read.ts";
import type { Ignored, PayloadFault, PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { readFilled } from "../named-evidence.ts";
import { settingsOf } from "../settings.ts";
import { find, valueAt } from "../wazuh/fields.ts";
import { idPaths, readElasticAlert, reasonPaths, ruleNamePaths } from "./alert.ts";
import { elasticSecurityConnect } from "./connect.ts";
import { looksElastic, readElasticDocument, withAction } from "./document.ts";
import { elasticSettings } from "./settings.ts";

/** Elastic Security: detection alerts as Kibana keeps them, and as rule actions with a body of one's own send them. */
export const elasticSecurity: PlainKind = {
  kind: "elastic-security",
  title: "Elastic Security",
  description: "Detection alerts of Kibana, from a rule's webhook action with any body, or from the index of alerts.",
  settings: elasticSettings,
  connect: elasticSecurityConnect,

  open: (body) => {
    const envelope = readRecord(body);
    const lists = ["hits.hits", "alerts", "context.alerts"].map((path) => ownAt(envelope, path));
    const list = lists.find((found): found is unknown[] => Array.isArray(found) && found.length > 0);
    return list === undefined || envelope === null ? null : list.map((entry) => withAction(entry, envelope));
  },

  recognises: (document) => looksElastic(document),

  normalise: (payload, context) => {
    const body = readDocument(payload);
    if (!body.ok) return body;
    const document = readElasticDocument(body.value, context.digest);
    const { alert } = document;
    const filled = (value: unknown) => readFilled(value, context.digest);
    if (find(alert, [...ruleNamePaths, ...reasonPaths, ...idPaths], filled) === undefined) return noAlert(alert);
    if (isEvent(alert)) return ok(ignored("No rule found it: it is an event, and no alert"));
    if (!isNothing(valueAt(alert, "kibana.alert.building_block_type"))) {
      return ok(ignored("It is a building block, which Kibana does not show by itself: other alerts are made of it"));
    }
    return ok({
      kind: "incident",
      incident: readElasticAlert(document, settingsOf(elasticSettings, context.settings), context),
    });
  },
};

const ignored = (reason: string): Ignored => ({ kind: "ignored", externalId: null, reason });

/** A document of the common schema that no rule wrote. */
const isEvent = (alert: ForeignRecord): boolean =>
  ["event.kind", "ecs.version", "event.dataset"].some((path) => !isNothing(valueAt(alert, path))) &&
  [...ruleNamePaths, ...idPaths, "kibana.alert.rule.uuid"].every((path) => isNothing(valueAt(alert, path)));

const noAlert = (alert: ForeignRecord): Result<Ignored, PayloadFault> =>
  isEvent(alert)
    ? ok(ignored("No rule found it: it is an event, and no alert"))
    : err({ path: "kibana.alert.rule.name", problem: "is missing: this is no alert of Elastic Security" });
