import fc from "fast-check";
import {
  type AlertFacts,
  type EvidenceFacts,
  type IncidentFacts,
  type IncomingIncident,
  type Layer,
  type LayeredAlert,
  type LayeredEvidence,
  statuses,
} from "../incidents/index.ts";
import { canonical, severities } from "../kernel/index.ts";
import { testDigest } from "./digest.ts";
import { mapped } from "./incidents.ts";

const word = fc.constantFrom("one", "two");
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
/** 0 is a source that gives no time; the others collide often. */
const time = fc.constantFrom(0, 1, 2, 2.5);

const severity = fc.constantFrom(...severities).map(mapped);
const status = fc.constantFrom(...statuses).map(mapped);

const incidentFacts: fc.Arbitrary<Partial<IncidentFacts>> = fc.record(
  { title: word, severity, status, assignedTo: orNull(word), classification: orNull(word), tags: fc.array(word) },
  { requiredKeys: [] },
);
const alertFacts: fc.Arbitrary<Partial<AlertFacts>> = fc.record(
  { title: word, severity, status, serviceSource: orNull(word) },
  { requiredKeys: [] },
);
const evidenceFacts: fc.Arbitrary<Partial<EvidenceFacts>> = fc.record(
  { name: word, os: orNull(word) },
  { requiredKeys: [] },
);

const layersOf = <Facts>(facts: Partial<Facts>, at: number, hash: string): readonly Layer<Facts>[] =>
  Object.keys(facts).length === 0 ? [] : [{ version: { at, hash }, facts }];

const saidEvidence = fc.record({
  type: fc.constantFrom("device" as const, "user" as const),
  key: word,
  facts: evidenceFacts,
});
const saidAlert = fc.record({
  key: fc.constantFrom("a", "b", "c"),
  at: time,
  facts: alertFacts,
  evidence: fc.uniqueArray(saidEvidence, { maxLength: 3, selector: ({ type, key }) => `${type} ${key}` }),
});
const said = fc.record({
  at: time,
  facts: incidentFacts,
  alerts: fc.uniqueArray(saidAlert, { maxLength: 3, selector: ({ key }) => key }),
});

/**
 * Payloads of one incident with times, alerts and evidence that often collide; every layer carries the hash of its
 * content, as a reader makes it.
 */
export const anyPayload: fc.Arbitrary<IncomingIncident> = said.map((content) => {
  const hash = testDigest(canonical(content));
  const alerts = content.alerts.map(
    ({ key, at, facts, evidence }): LayeredAlert => ({
      key,
      layers: layersOf(facts, at, hash),
      evidence: evidence.map(
        (item): LayeredEvidence => ({ type: item.type, key: item.key, layers: layersOf(item.facts, at, hash) }),
      ),
    }),
  );
  return { externalId: "1", authority: "source-1", layers: layersOf(content.facts, content.at, hash), alerts };
});
