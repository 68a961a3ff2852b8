import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { ShowAll } from "../../components/show-all.tsx";
import { groupWord } from "../../lib/phrases.ts";
import type { Reader } from "../../lib/reader.ts";
import type { Evidence, EvidenceGroup } from "./evidence.ts";
import styles from "./evidence-groups.module.css";

interface Props {
  readonly groups: readonly EvidenceGroup[];
  readonly reader: Reader;
}

/** Evidence by type: devices with their group, everything with what is known of it. */
export const EvidenceGroups = ({ groups, reader }: Props): ReactNode => (
  <dl className={styles["groups"]}>
    {groups.map(({ type, items }) => {
      const name = reader.sentences.words.evidence[type];
      return (
        <div key={type}>
          <dt>
            {name} <span className={styles["count"]}>({items.length})</span>
          </dt>
          <dd>
            <ShowAll items={items} keyOf={(item) => item.name} what={name} className={styles["items"]}>
              {(item) => <Piece item={item} reader={reader} />}
            </ShowAll>
          </dd>
        </div>
      );
    })}
  </dl>
);

const Piece = ({ item, reader }: { readonly item: Evidence; readonly reader: Reader }): ReactNode => {
  const about = [
    item.deviceGroup === null ? null : groupWord(item.deviceGroup, reader),
    item.os,
    item.domain,
    item.ips.join(", "),
    item.tags.join(", "),
  ].filter((text) => text !== null && text !== "");
  return (
    <>
      <Foreign text={item.name} />
      {about.map((text, index) => (
        <span key={index} className={styles["about"]}>
          {" · "}
          <Foreign text={text ?? ""} />
        </span>
      ))}
    </>
  );
};
