import type { JudgedAlert, JudgedChange, JudgedDevice } from "../conditions/index.ts";
import { ungroupedId } from "../device-groups/index.ts";
import {
  asId,
  type DeviceGroupId,
  type IncidentId,
  type RuleId,
  type Severity,
  type SourceId,
  severities,
} from "../kernel/index.ts";
import { indexRules } from "./candidates.ts";
import { decide } from "./decide.ts";
import type { NotificationRule } from "./notification-rule.ts";
import type { ReceiveRight } from "./verdicts.ts";

/** What an incident has to be like for a rule to tell of it, beyond its severity, device group and source. */
export interface RuleInCell {
  readonly ruleId: RuleId;
  /** The further conditions that have to hold, by their kinds; none: it always tells. */
  readonly onlyIf: readonly string[];
}

/** Who is told of a new incident of one severity, in one device group, from one source. */
export interface CoverageCell {
  readonly severity: Severity;
  /** Null: the incident has no device. */
  readonly deviceGroupId: DeviceGroupId | null;
  readonly sourceId: SourceId;
  readonly rules: readonly RuleInCell[];
  /** Those who are always told. */
  readonly addresses: readonly string[];
  /** Those who are told if a further condition holds. */
  readonly maybe: readonly string[];
}

export interface CoverageInput {
  readonly rules: readonly NotificationRule[];
  readonly groupIds: readonly DeviceGroupId[];
  readonly sourceIds: readonly SourceId[];
  readonly rightOf: (address: string) => ReceiveRight;
}

/**
 * Every cell of severity × device group × source. It asks the candidate index which rules could tell, and the function
 * that decides live whether they would of an incident about which no more is known.
 */
export const coverageOf = ({ rules, groupIds, sourceIds, rightOf }: CoverageInput): readonly CoverageCell[] => {
  const index = indexRules(rules);
  const services = [null, ...new Set(rules.flatMap((rule) => rule.sources.map(({ serviceSource }) => serviceSource)))];
  return sourceIds.flatMap((sourceId) =>
    [...groupIds, ungroupedId, null].flatMap((deviceGroupId) =>
      severities.map((severity) => {
        const probe = probeOf(severity, deviceGroupId, sourceId, services);
        const told = index.candidatesFor(probe).flatMap((rule) => toldBy(probe, rule, rightOf));
        const sure = addressesOf(told.filter(({ onlyIf }) => onlyIf.length === 0));
        return {
          severity,
          deviceGroupId,
          sourceId,
          rules: told.map(({ ruleId, onlyIf }) => ({ ruleId, onlyIf })),
          addresses: sure,
          maybe: addressesOf(told).filter((address) => !sure.includes(address)),
        };
      }),
    ),
  );
};

interface ToldBy extends RuleInCell {
  readonly addresses: readonly string[];
}

/** None where the rule would not tell, whatever else were true of the incident. */
const toldBy = (probe: JudgedChange, rule: NotificationRule, rightOf: CoverageInput["rightOf"]): readonly ToldBy[] => {
  const context = { groupNames: new Map<DeviceGroupId, string>(), told: null, rightOf };
  const known = rule.conditions.filter(({ kind }) => kind === "source");
  const { outcome, recipients } = decide(probe, { ...rule, conditions: known }, context, probe.at);
  if (outcome !== "notify") return [];
  const unknown = new Set(rule.conditions.map(({ kind }) => kind).filter((kind) => kind !== "source"));
  const onlyIf = [...(rule.sources.length > 0 ? ["detectionSource"] : []), ...unknown];
  return [{ ruleId: rule.id, onlyIf, addresses: recipients.flatMap(({ address, told }) => (told ? [address] : [])) }];
};

const addressesOf = (told: readonly ToldBy[]): readonly string[] => [
  ...new Set(told.flatMap(({ addresses }) => addresses)),
];

/** An incident that has just opened, with one alert of every product that a rule names. */
const probeOf = (
  severity: Severity,
  group: DeviceGroupId | null,
  sourceId: SourceId,
  services: readonly (string | null)[],
): JudgedChange => ({
  incidentId: asId<IncidentId>("probe"),
  familyId: asId<IncidentId>("probe"),
  sourceId,
  seq: 1,
  at: Number.MAX_SAFE_INTEGER,
  kinds: ["opened"],
  title: "",
  severity,
  status: "active",
  tags: [],
  scope: "changed",
  alerts: services.map(
    (serviceSource): JudgedAlert => ({
      key: serviceSource ?? "",
      title: "",
      severity,
      serviceSource,
      detectionSource: null,
      categories: [],
      techniques: [],
      devices: group === null ? [] : [deviceIn(group)],
      users: [],
    }),
  ),
});

const deviceIn = (group: DeviceGroupId): JudgedDevice => ({
  key: "probe",
  name: "",
  domain: null,
  os: null,
  sourceGroup: null,
  tags: [],
  ips: [],
  group,
});
