import { ungroupedId } from "@tocsin/core/device-groups";
import { statuses } from "@tocsin/core/incidents";
import { severities } from "@tocsin/core/kernel";
import type { ReactNode } from "react";
import { FilterBar } from "../../components/filter-bar.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { ranges } from "../../lib/ranges.ts";
import { isNarrowed } from "./queue-path.ts";
import type { QueueSearch } from "./queue-search.ts";
import { useDeviceGroups, useFacets, useSources } from "./requests.ts";
import { queueSentences } from "./sentences.ts";

interface Props {
  readonly search: QueueSearch;
  readonly onSearch: (search: QueueSearch) => void;
}

const upFrom = (severity: (typeof severities)[number]): string =>
  severities.slice(severities.indexOf(severity)).join(",");

/** What the queue can be narrowed to; what the organization has none of is not offered. */
export const QueueFilters = ({ search, onSearch }: Props): ReactNode => {
  const say = useSay(queueSentences);
  const { words } = useLanguage().sentences;
  const facets = useFacets().value;
  const sources = useSources().value?.items ?? [];
  const groups = useDeviceGroups().value?.items ?? [];
  const named = (values: readonly { readonly value: string }[] = []) =>
    values.map(({ value }) => ({ value, label: value }));
  const choice = (
    name: keyof QueueSearch & string,
    label: string,
    options: readonly { value: string; label: string }[],
  ) =>
    options.length === 0 && search[name] === undefined ? [] : [{ name, label, value: search[name] ?? "", options }];
  const withAny = (label: string, options: readonly { value: string; label: string }[]) =>
    options.length === 0 ? [] : [{ value: "", label }, ...options];
  const change = (name: string, value: string) =>
    onSearch({ ...search, cursor: undefined, [name]: value === "" ? undefined : value });
  return (
    <FilterBar
      label={say("filters")}
      search={{ label: say("search"), value: search.text ?? "" }}
      narrowed={isNarrowed(search)}
      onChange={change}
      onClear={() => onSearch({ sort: search.sort })}
      choices={[
        ...choice("status", say("status"), [
          { value: "", label: say("status.open") },
          { value: "any", label: say("status.any") },
          ...statuses.map((status) => ({ value: status, label: words.status[status] })),
        ]),
        ...choice("severity", say("severity"), [
          { value: "", label: say("severity.any") },
          { value: upFrom("high"), label: say("severity.high") },
          { value: upFrom("medium"), label: say("severity.medium") },
          { value: upFrom("low"), label: say("severity.low") },
          ...severities.toReversed().map((severity) => ({ value: severity, label: words.severity[severity] })),
        ]),
        ...choice("told", say("told"), [
          { value: "", label: say("told.any") },
          { value: "nobody", label: say("told.nobody") },
          { value: "anybody", label: say("told.anybody") },
        ]),
        ...choice("range", say("range"), [
          { value: "", label: say("range.any") },
          ...ranges.map((range) => ({ value: range, label: say(`range.${range}`) })),
        ]),
        ...choice(
          "source",
          say("source"),
          withAny(
            say("source.any"),
            sources.map(({ id, name }) => ({ value: id, label: name })),
          ),
        ),
        ...choice(
          "group",
          say("group"),
          withAny(
            say("group.any"),
            groups.length < 2
              ? []
              : groups.map(({ id, name }) => ({ value: id, label: id === ungroupedId ? words.ungrouped : name })),
          ),
        ),
        ...choice("category", say("category"), withAny(say("category.any"), named(facets?.categories))),
        ...choice("tag", say("tag"), withAny(say("tag.any"), named(facets?.tags))),
        ...choice(
          "assigned",
          say("assigned"),
          withAny(say("assigned.any"), [{ value: "none", label: say("assigned.none") }, ...named(facets?.assignedTo)]),
        ),
      ]}
    />
  );
};
