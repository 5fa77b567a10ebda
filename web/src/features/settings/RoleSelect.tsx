// SPDX-License-Identifier: Apache-2.0
import { Select } from "@mantine/core";
import type { Role } from "@/api";
import { useT } from "@/lang";
import classes from "./RoleSelect.module.css";

const roles: Role[] = ["owner", "editor", "contributor", "analyst", "agent", "viewer"];

interface RoleSelectProps {
  label: string;
  /** The label is only for screen readers. */
  hideLabel?: boolean;
  value: Role;
  onChange: (role: Role) => void;
}

/** Chooses a role; each says in a line what it is for. */
export function RoleSelect({ label, hideLabel = false, value, onChange }: RoleSelectProps) {
  const t = useT();
  return (
    <Select
      size={hideLabel ? "xs" : "sm"}
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      allowDeselect={false}
      data={roles.map((role) => ({ value: role, label: t(`common.role.${role}`) }))}
      value={value}
      onChange={(role) => role && role !== value && onChange(role as Role)}
      comboboxProps={{ width: 300, position: "bottom-start" }}
      renderOption={({ option }) => (
        <span>
          {option.label}
          <span className={classes.what}>{t(`settings.roles.${option.value as Role}`)}</span>
        </span>
      )}
    />
  );
}
