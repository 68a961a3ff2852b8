import { type ForeignRecord, own, ownAt, readList, readName, readNames, readRecord, readRecords } from "../../read.ts";

/** The event's own tags, `tlp:amber` and the like; undefined where it does not say which it has. */
export const tagsIn = (event: ForeignRecord): readonly string[] | undefined => {
  const lists = ["Tag", "EventTag"].filter((key) => own(event, key) !== undefined);
  return lists.length === 0 ? undefined : readNames(lists.flatMap((key) => namesIn(own(event, key))));
};

/** Names of tags, which an `EventTag` has inside. */
const namesIn = (tags: unknown): readonly string[] =>
  readList(tags).flatMap((entry) => {
    const tag = readRecord(entry);
    return readName(tag ? (ownAt(tag, "Tag.name") ?? own(tag, "name")) : entry) ?? [];
  });

/** Ids of ATT&CK in the tags and galaxies of the event and of its attributes. */
export const techniquesOf = (event: ForeignRecord): readonly string[] | undefined => {
  const texts = [
    ...holdersIn(event).flatMap((holder) => namesIn(own(holder, "Tag")).filter((name) => attackPattern.test(name))),
    ...clustersIn(event).flatMap((cluster) => [
      ...readNames(ownAt(cluster, "meta.external_id")),
      ...readNames(own(cluster, "value")),
    ]),
  ];
  const ids = texts.flatMap((text) => /\bT\d{4}(?:\.\d{3})?\b/i.exec(text)?.[0].toUpperCase() ?? []);
  return ids.length === 0 ? undefined : [...new Set(ids)];
};

/** Galaxies of mitigations bear numbers of techniques, too; only those of techniques count. */
const attackPattern = /attack-pattern/i;

/** Tactics: `mitre-attack:initial-access` is Initial Access. */
export const tacticsOf = (event: ForeignRecord): readonly string[] =>
  clustersIn(event)
    .flatMap((cluster) => readNames(ownAt(cluster, "meta.kill_chain")))
    .flatMap((phase) => readName(phase.split(":").at(-1)) ?? [])
    .map((phase) =>
      phase.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => `${dash ? " " : ""}${letter.toUpperCase()}`),
    );

const clustersIn = (event: ForeignRecord): readonly ForeignRecord[] =>
  holdersIn(event)
    .flatMap((holder) => readRecords(own(holder, "Galaxy")))
    .filter((galaxy) => attackPattern.test(readName(own(galaxy, "type")) ?? ""))
    .flatMap((galaxy) => readRecords(own(galaxy, "GalaxyCluster")));

const holdersIn = (event: ForeignRecord): readonly ForeignRecord[] => [
  event,
  ...readRecords(own(event, "Attribute")),
  ...readRecords(own(event, "Object")).flatMap((object) => readRecords(own(object, "Attribute"))),
];
