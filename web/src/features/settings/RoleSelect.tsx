// SPDX-License-Identifier: Apache-2.0
import { Select } from "@mantine/core";
import type { Role } from "@/api";
import type { Token } from "@/api/generated";
import { useT } from "@/lang";
import classes from "./RoleSelect.module.css";

/** What a token may be for: what a role may do, or the metrics alone. */
export type Scope = Token["role"];

export const roles: Role[] = ["owner", "editor", "contributor", "analyst", "agent", "viewer"];

interface RoleSelectProps<R extends Scope> {
  label: string;
  /** The label is only for screen readers. */
  hideLabel?: boolean;
  value: R;
  onChange: (role: R) => void;
  /** What can be chosen; all roles by default. */
  of?: R[];
}

/** Chooses a role; each says in a line what it is for. */
export function RoleSelect<R extends Scope = Role>({
  label,
  hideLabel = false,
  value,
  onChange,
  of = roles as R[],
}: RoleSelectProps<R>) {
  const t = useT();
  return (
    <Select
      size={hideLabel ? "xs" : "sm"}
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      allowDeselect={false}
      data={of.map((role) => ({ value: role, label: t(`common.role.${role as Scope}`) }))}
      value={value}
      onChange={(role) => role && role !== value && onChange(role as R)}
      comboboxProps={{ width: 300, position: "bottom-start" }}
      renderOption={({ option }) => (
        <span>
          {option.label}
          <span className={classes.what}>{t(`settings.roles.${option.value as Scope}`)}</span>
        </span>
      )}
    />
  );
}
