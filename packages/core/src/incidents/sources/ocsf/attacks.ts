import {
  type ForeignRecord,
  own,
  ownAt,
  readList,
  readName,
  readNames,
  readRecords,
  readTechniques,
} from "../../read.ts";

/** The places where ATT&CK is spoken of, of the finding and of what it is made of. */
const attacksIn = (event: ForeignRecord): readonly ForeignRecord[] =>
  [
    ownAt(event, "finding_info.attacks"),
    own(event, "attacks"),
    ownAt(event, "finding_info.attack"),
    ...readRecords(own(event, "finding_info_list")).map((info) => own(info, "attacks")),
  ].flatMap(readRecords);

/** What kind of finding it is, and the tactics. */
export const categoriesOf = (event: ForeignRecord): readonly string[] | undefined => {
  const kinds = ["finding_info.types", "finding.types", "unmapped.categories"].flatMap((path) =>
    readList(ownAt(event, path)),
  );
  const tactics = attacksIn(event).flatMap((attack) =>
    [own(attack, "tactic"), own(attack, "tactics")].flatMap((tactic) =>
      readRecords(tactic).map((one) => own(one, "name")),
    ),
  );
  const names = readNames([...kinds, ...tactics]);
  return names.length === 0 ? undefined : names;
};

/** The most exact that each mention has: the sub-technique, else the technique. */
export const techniquesOf = (event: ForeignRecord): readonly string[] | undefined => {
  const named = attacksIn(event).flatMap((attack) => {
    const ways = ["sub_technique.uid", "technique.uid", "technique.name"];
    return ways.map((path) => readName(ownAt(attack, path))).find((name) => name !== null) ?? [];
  });
  return named.length === 0 ? undefined : readTechniques(named);
};
