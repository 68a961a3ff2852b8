import { Button, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useLanguage } from "../languages/index.ts";
import { copyText } from "../lib/copy-text.ts";

interface Props {
  readonly text: string;
  /** What is copied, for people who hear the button without seeing its place. */
  readonly what: string;
  readonly onCopied?: () => void;
}

const shownForMs = 3000;

/** Copies a text, and says so to the eye and to screen readers. */
export const CopyButton = ({ text, what, onCopied }: Props): ReactNode => {
  const { copy } = useLanguage().sentences;
  const [result, setResult] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (result === null) return;
    const timer = setTimeout(() => setResult(null), shownForMs);
    return () => clearTimeout(timer);
  }, [result]);

  const copyIt = async () => {
    // Emptied first, because a live region that keeps its text stays silent when the same is copied again.
    setResult(null);
    const copied = await copyText(text);
    setResult(copied ? "copied" : "failed");
    if (copied) onCopied?.();
  };
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={copyIt}>
        {result === "copied" ? copy.copied : result === "failed" ? copy.failed : copy.copy}
        <VisuallyHidden>: {what}</VisuallyHidden>
      </Button>
      <VisuallyHidden role="status">
        {result === "copied" ? copy.copied : result === "failed" ? copy.failed : ""}
      </VisuallyHidden>
    </>
  );
};
