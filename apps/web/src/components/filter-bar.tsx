import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useSay } from "../languages/index.ts";
import styles from "./filter-bar.module.css";
import { pieceSentences } from "./sentences.ts";

/** A choice of one value; the empty one asks for everything. */
export interface FilterChoice {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

interface Props {
  /** What it narrows; heard, not seen. */
  readonly label: string;
  /** A text to look for, where the list can be searched. */
  readonly search?: { readonly label: string; readonly value: string };
  /** Texts to look for in one field each, by name. */
  readonly searches?: readonly { readonly name: string; readonly label: string; readonly value: string }[];
  readonly choices: readonly FilterChoice[];
  /** Whether anything is narrowed, so that it can be taken back. */
  readonly narrowed: boolean;
  readonly onChange: (name: string, value: string) => void;
  readonly onClear: () => void;
}

/** The filters above a list. Each choice is taken at once; a text when it is done: by Enter, or by going elsewhere. */
export const FilterBar = (props: Props): ReactNode => {
  const { label, search, searches = [], choices, narrowed, onChange, onClear } = props;
  const say = useSay(pieceSentences);
  const more = choices.slice(shownMax);
  return (
    <search aria-label={label} className={styles["bar"]}>
      {search && <SearchBox {...search} onDone={(text) => onChange("text", text)} />}
      {searches.map(({ name, ...box }) => (
        <SearchBox key={name} {...box} onDone={(text) => onChange(name, text)} />
      ))}
      <Choices choices={choices.slice(0, shownMax)} onChange={onChange} />
      {more.length > 0 && (
        <details className={styles["more"]} open={more.some(({ value }) => value !== "") || undefined}>
          <summary>{say("filters.more")}</summary>
          <div className={styles["bar"]}>
            <Choices choices={more} onChange={onChange} />
          </div>
        </details>
      )}
      {narrowed && (
        <Button variant="default" onClick={onClear}>
          {say("filters.clear")}
        </Button>
      )}
    </search>
  );
};

/** Choices that are always seen; the others are folded away until somebody asks, or has chosen one of them. */
const shownMax = 3;

const Choices = ({ choices, onChange }: Pick<Props, "choices" | "onChange">): ReactNode =>
  choices.map(({ name, label, value, options }) => (
    <NativeSelect
      key={name}
      label={label}
      value={value}
      data={withOwn(options, value)}
      onChange={(event) => onChange(name, event.currentTarget.value)}
    />
  ));

/** A value that came with the address, and that is none of ours to choose, stays visible. */
const withOwn = (options: FilterChoice["options"], value: string) =>
  options.some((option) => option.value === value) ? [...options] : [...options, { value, label: value }];

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onDone: (text: string) => void;
}

const SearchBox = ({ label, value, onDone }: SearchBoxProps): ReactNode => {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const done = () => {
    if (text.trim() !== value) onDone(text.trim());
  };
  return (
    <TextInput
      type="search"
      label={label}
      value={text}
      maxLength={200}
      className={styles["search"] ?? ""}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === "Enter") done();
      }}
    />
  );
};
