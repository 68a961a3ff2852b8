import { ungroupedId } from "@tocsin/core/device-groups";
import { severities } from "@tocsin/core/kernel";
import { ruleStates } from "@tocsin/core/notification-rules";
import type { ReactNode } from "react";
import { FilterBar } from "../../components/filter-bar.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { useNames } from "./requests.ts";
import { isNarrowed, type RulesSearch } from "./rules-search.ts";
import { ruleSentences } from "./sentences.ts";

interface Props {
  readonly search: RulesSearch;
  readonly onSearch: (search: RulesSearch) => void;
}

/** What the list of rules can be narrowed to. */
export const RuleFilters = ({ search, onSearch }: Props): ReactNode => {
  const say = useSay(ruleSentences);
  const { words } = useLanguage().sentences;
  const { groups } = useNames();
  return (
    <FilterBar
      label={say("filters")}
      search={{ label: say("filters.text"), value: search.text ?? "" }}
      narrowed={isNarrowed(search)}
      onChange={(name, value) => onSearch({ ...search, cursor: undefined, [name]: value === "" ? undefined : value })}
      onClear={() => onSearch({})}
      choices={[
        {
          name: "state",
          label: say("column.state"),
          value: search.state ?? "",
          options: [
            { value: "", label: say("filters.any") },
            ...ruleStates.map((state) => ({ value: state, label: say(`state.${state}`) })),
          ],
        },
        {
          name: "severity",
          label: say("filters.severity"),
          value: search.severity ?? "",
          options: [
            { value: "", label: say("filters.any") },
            ...severities.toReversed().map((severity) => ({ value: severity, label: words.severity[severity] })),
          ],
        },
        {
          name: "group",
          label: say("filters.group"),
          value: search.group ?? "",
          options: [
            { value: "", label: say("filters.any") },
            ...groups.map(({ id, name }) => ({ value: id, label: id === ungroupedId ? words.ungrouped : name })),
          ],
        },
      ]}
    />
  );
};
