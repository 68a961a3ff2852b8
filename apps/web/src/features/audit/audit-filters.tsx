import type { ReactNode } from "react";
import { FilterBar } from "../../components/filter-bar.tsx";
import { useSay } from "../../languages/index.ts";
import { ranges } from "../../lib/ranges.ts";
import { type AuditSearch, nothingTyped, type Typed, typedFilters } from "./audit-search.ts";
import { auditSentences } from "./sentences.ts";

interface Props {
  readonly search: AuditSearch;
  readonly typed: Typed;
  readonly onChange: (search: AuditSearch, typed: Typed) => void;
}

/** What the log can be narrowed to. */
export const AuditFilters = ({ search, typed, onChange }: Props): ReactNode => {
  const say = useSay(auditSentences);
  const { outcome, range } = search;
  const change = (name: string, value: string) => {
    if (typedFilters.some((filter) => filter === name)) {
      return onChange({ ...search, cursor: undefined }, { ...typed, [name]: value });
    }
    onChange({ ...search, cursor: undefined, [name]: value === "" ? undefined : value }, typed);
  };
  return (
    <FilterBar
      label={say("filters")}
      searches={typedFilters.map((name) => ({ name, label: say(name), value: typed[name] }))}
      choices={[
        {
          name: "outcome",
          label: say("outcome"),
          value: outcome ?? "",
          options: [
            { value: "", label: say("outcome.any") },
            { value: "done", label: say("outcome.done") },
            { value: "denied", label: say("outcome.denied") },
          ],
        },
        {
          name: "range",
          label: say("range"),
          value: range ?? "",
          options: [
            { value: "", label: say("range.any") },
            ...ranges.map((value) => ({ value, label: say(`range.${value}`) })),
          ],
        },
      ]}
      narrowed={isNarrowed(search, typed)}
      onChange={change}
      onClear={() => onChange({}, nothingTyped)}
    />
  );
};

export const isNarrowed = ({ outcome, range }: AuditSearch, typed: Typed): boolean =>
  outcome !== undefined || range !== undefined || typedFilters.some((name) => typed[name] !== "");
