/** Of the pages that links in mails open: one column that fits a phone, light or dark as the reader's device is. */
export const style = `
:root { color-scheme: light dark; --page: #f2f4f7; --card: #ffffff; --text: #16202a; --muted: #52606d; --line: #c9d1d9; --button: #0b5cad; --on: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --page: #10151b; --card: #1a212a; --text: #edf1f5; --muted: #a9b4c0; --line: #3a4653; --button: #8cc4ff; --on: #06121f; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
main { max-width: 34rem; margin: 0 auto; padding: 1.5rem 1.25rem; background: var(--card); min-height: 100vh; }
h1 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 1rem; }
p { margin: 0 0 1rem; }
.quiet { color: var(--muted); font-size: 0.875rem; }
.subject { border-left: 4px solid var(--line); padding-left: 0.75rem; font-weight: 600; }
form { margin: 0 0 1rem; }
button { width: 100%; min-height: 3rem; padding: 0.75rem 1.25rem; border: 1px solid var(--button); border-radius: 0.25rem; background: var(--button); color: var(--on); font: inherit; font-weight: 600; cursor: pointer; }
button.second { background: transparent; color: var(--text); border-color: var(--muted); }
main > :last-child { margin-bottom: 0; }
:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
@media (min-width: 30rem) { main { margin: 2rem auto; min-height: 0; border: 1px solid var(--line); } button { width: auto; } }
`;
