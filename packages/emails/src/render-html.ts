import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

/** The markup as one line: reformatted tables break in Outlook, and React writes no doctype. */
export const renderHtml = (element: ReactElement): string => `<!DOCTYPE html>${renderToStaticMarkup(element)}`;
