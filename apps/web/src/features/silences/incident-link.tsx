import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { Link } from "../../components/link.tsx";

interface Props {
  readonly id: string;
  readonly number: number;
  readonly title: string;
}

export const IncidentLink = ({ id, number, title }: Props): ReactNode => (
  <Link to="/incidents/$id" params={{ id }}>
    #{number} <Foreign text={title} />
  </Link>
);
