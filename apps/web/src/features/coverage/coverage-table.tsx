import { VisuallyHidden } from "@mantine/core";
import { severities } from "@tocsin/core/kernel";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { useSay } from "../../languages/index.ts";
import type { Coverage } from "./coverage.ts";
import styles from "./coverage-table.module.css";
import { coverageSentences } from "./sentences.ts";

interface Props {
  readonly coverage: Coverage;
  readonly source: Coverage["sources"][number];
}

const gravestFirst = [...severities].reverse();

/** One source: severities across, device groups down; in each cell who is told, and in red where nobody is. */
export const CoverageTable = ({ coverage, source }: Props): ReactNode => {
  const say = useSay(coverageSentences);
  const cells = new Map(
    coverage.cells
      .filter(({ sourceId }) => sourceId === source.id)
      .map((cell) => [`${cell.severity} ${cell.deviceGroupId}`, cell]),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by keyboard
    <section className={styles["scroll"]} aria-label={say("table", { source: source.name })} tabIndex={0}>
      <table className={styles["table"]}>
        <caption>
          <VisuallyHidden>{say("table", { source: source.name })}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{say("group")}</th>
            {gravestFirst.map((severity) => (
              <th key={severity} scope="col">
                <SeverityBadge severity={severity} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {coverage.deviceGroups.map((group) => (
            <tr key={group.id ?? ""}>
              <th scope="row">{group.id === null ? say("noDevice") : <Foreign text={group.name} />}</th>
              {gravestFirst.map((severity) => (
                <Cell key={severity} cell={cells.get(`${severity} ${group.id}`)} rules={coverage.rules} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

interface CellProps {
  readonly cell: Coverage["cells"][number] | undefined;
  readonly rules: Coverage["rules"];
}

const Cell = ({ cell, rules }: CellProps): ReactNode => {
  const say = useSay(coverageSentences);
  const { addresses = [], maybe = [] } = cell ?? {};
  if (addresses.length + maybe.length === 0) {
    return (
      <td data-told="nobody">
        <span className={styles["nobody"]}>{say("nobody")}</span>
      </td>
    );
  }
  const names = (cell?.rules ?? []).map(({ ruleId }) => rules.find(({ id }) => id === ruleId)?.name ?? ruleId);
  return (
    <td data-told={addresses.length > 0 ? "sure" : "maybe"}>
      {addresses.length > 0 && <People summary={say("told", { count: addresses.length })} addresses={addresses} />}
      {maybe.length > 0 && <People summary={say("maybe", { count: maybe.length })} addresses={maybe} />}
      <div className={styles["rules"]}>{names.join(", ")}</div>
    </td>
  );
};

interface PeopleProps {
  readonly summary: string;
  readonly addresses: readonly string[];
}

const People = ({ summary, addresses }: PeopleProps): ReactNode => (
  <details>
    <summary className={styles["people"]}>{summary}</summary>
    <ul className={styles["addresses"]}>
      {addresses.map((address) => (
        <li key={address}>
          <bdi>{address}</bdi>
        </li>
      ))}
    </ul>
  </details>
);
