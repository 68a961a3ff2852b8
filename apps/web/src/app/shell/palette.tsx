import { Modal } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useSay } from "../../languages/index.ts";
import { frameSentences } from "../sentences.ts";
import styles from "./palette.module.css";
import { useFinds } from "./palette-finds.ts";

/** Leads to any page, rule or incident by a part of its name, or its number, from the keyboard. */
const Palette = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const say = useSay(frameSentences);
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [index, setIndex] = useState(0);
  const { finds: entries, asking } = useFinds(typed);
  const chosen = Math.min(index, entries.length - 1);

  const open = (at: number) => {
    const entry = entries[at];
    if (entry === undefined) return;
    onClose();
    entry.open();
  };
  const steer = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (entries.length > 0) setIndex((chosen + step + entries.length) % entries.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      open(chosen);
    }
  };
  const optionId = (at: number) => `${listId}-${at}`;
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      yOffset="12vh"
      size="34rem"
      aria-label={say("search")}
    >
      <input
        // The person asked for this field, and for nothing else.
        data-autofocus
        role="combobox"
        aria-label={say("palette.label")}
        aria-expanded={entries.length > 0}
        aria-controls={listId}
        aria-activedescendant={entries.length > 0 ? optionId(chosen) : undefined}
        aria-autocomplete="list"
        className={styles["field"]}
        placeholder={say("search")}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setIndex(0);
        }}
        onKeyDown={steer}
      />
      <div id={listId} role="listbox" aria-label={say("palette.pages")} className={styles["list"]}>
        {entries.map(({ key, text, what, icon: Icon }, at) => (
          <div
            key={key}
            id={optionId(at)}
            role="option"
            tabIndex={-1}
            aria-selected={at === chosen}
            className={styles["option"]}
            onPointerMove={() => setIndex(at)}
            onClick={() => open(at)}
            onKeyDown={steer}
          >
            <Icon size={18} stroke={1.7} />
            <bdi className={styles["text"]}>{text}</bdi>
            {what !== null && <span className={styles["what"]}>{what}</span>}
          </div>
        ))}
      </div>
      <p role="status" className={styles["nothing"]}>
        {entries.length === 0 && !asking ? say("palette.nothing") : ""}
      </p>
    </Modal>
  );
};

// A default export is what `lazy` takes.
export default Palette;
