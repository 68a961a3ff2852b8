import { asId, type DeviceGroupId } from "@tocsin/core/kernel";
import { type Mend, mendInWords, type NotificationRule, smallestFlip } from "@tocsin/core/notification-rules";
import { aDecisionContext, aJudgedAlert, aJudgedChange, aJudgedDevice, aRule, noon } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { en } from "../languages/en.ts";
import { nl } from "../languages/nl.ts";
import { toldSentences } from "../languages/told.ts";
import { mendIn } from "./mend-words.ts";

const servers = asId<DeviceGroupId>("servers");
const laptops = asId<DeviceGroupId>("laptops");
const context = aDecisionContext({ groupNames: new Map([[servers, "Servers"]]) });
const change = aJudgedChange({ kinds: ["escalated", "updated"] });

test.each<[Partial<NotificationRule>, string]>([
  [{ enabled: false }, "zet de regel aan"],
  [{ archivedAt: 1 }, "zet de regel terug"],
  [
    { needsAttention: "its only device group, ‘Servers’, was deleted" },
    "herstel de regel: de enige apparaatgroep ervan, “Servers”, is verwijderd",
  ],
  [{ severities: ["high"] }, "kies ook ernst Laag"],
  [{ deviceGroups: { scope: "selected", ids: [laptops], includeDeviceless: false } }, "kies ook apparaatgroep Servers"],
  [{ sources: [{ serviceSource: "wazuh", detectionSources: [] }] }, "kies ook bron edr"],
  [{ frequency: { kind: "chosenChanges", changes: ["opened"] } }, "meld ook de wijziging “Ernst verhoogd”"],
  [{ conditions: [{ kind: "tag", anyOf: ["vip"], match: "is" }] }, "laat de voorwaarde “Label” weg"],
])("what would make a rule tell is told in the reader's words: %j", (rule, words) => {
  const alerts = [
    aJudgedAlert({ severity: "low", serviceSource: "edr", devices: [aJudgedDevice({ group: servers })] }),
  ];
  const flip = smallestFlip({ ...change, alerts }, aRule(rule), context, noon);
  expect(flip?.steps.map(({ mend }) => mendIn(mend, "nl", { sentences: { ...nl, ...toldSentences.nl } }))).toEqual([
    words,
  ]);
});

test("the group of ungrouped devices has our name for it", () => {
  const mend: Mend = { kind: "addDeviceGroup", deviceGroup: { id: "ungrouped", name: "Ungrouped devices" } };
  expect(mendIn(mend, "nl", { sentences: { ...nl, ...toldSentences.nl } })).toBe(
    "kies ook apparaatgroep Niet-gegroepeerde apparaten",
  );
});

test.each<Mend>([
  { kind: "turnOn" },
  { kind: "restore" },
  { kind: "tellEveryUpdate" },
  { kind: "tellWhenSeverityRises" },
  { kind: "includeDeviceless" },
  { kind: "addSource", serviceSource: "edr" },
  { kind: "anySource" },
])("the console says to an English reader what the API says: $kind", (mend) => {
  expect(mendIn(mend, "en", { sentences: { ...en, ...toldSentences.en } })).toBe(mendInWords(mend));
});
