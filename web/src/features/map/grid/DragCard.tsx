// SPDX-License-Identifier: Apache-2.0
import { type DraggableSyntheticListeners, useDraggable } from "@dnd-kit/core";
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { CardLane } from "../state/items";
import type { Dragged } from "./drops";

interface DragCardProps {
  step: string;
  lane: CardLane;
  index: number;
  text: string;
  disabled: boolean;
  onDoubleClick?: () => void;
  children: ReactNode;
}

/**
 * A card that can be dragged to another step. A map has hundreds: each becomes
 * draggable when the pointer or the focus comes to it.
 */
export function DragCard({ step, lane, index, text, disabled, onDoubleClick, children }: DragCardProps) {
  const [near, setNear] = useState(false);
  const node = useRef<HTMLDivElement>(null);
  const listeners = useRef<DraggableSyntheticListeners>(undefined);
  if (disabled) return <div>{children}</div>;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the cell around it takes the keys
    <div
      ref={node}
      data-card={index}
      tabIndex={-1}
      style={{ cursor: "grab", borderRadius: 6, touchAction: "manipulation" }}
      onPointerEnter={() => setNear(true)}
      onFocus={() => setNear(true)}
      onPointerDown={(e) => {
        // A quick hand is here before the card was made ready.
        if (!listeners.current) flushSync(() => setNear(true));
        listeners.current?.onPointerDown?.(e);
      }}
      onKeyDown={(e) => listeners.current?.onKeyDown?.(e)}
      onDoubleClick={(e) => {
        e.stopPropagation();
        onDoubleClick?.();
      }}
    >
      {children}
      {near && (
        <Draggable
          node={node}
          listeners={listeners}
          data={{ kind: "card", step, lane, index, title: text }}
        />
      )}
    </div>
  );
}

interface DraggableProps {
  node: RefObject<HTMLDivElement | null>;
  listeners: RefObject<DraggableSyntheticListeners>;
  data: Extract<Dragged, { kind: "card" }>;
}

function Draggable({ node, listeners, data }: DraggableProps) {
  const drag = useDraggable({ id: `card:${data.step}|${data.lane}|${data.index}`, data });
  const { setNodeRef, setActivatorNodeRef, isDragging } = drag;
  useLayoutEffect(() => {
    listeners.current = drag.listeners;
  });
  useLayoutEffect(() => {
    setNodeRef(node.current);
    setActivatorNodeRef(node.current);
    return () => {
      listeners.current = undefined;
    };
  }, [node, listeners, setNodeRef, setActivatorNodeRef]);
  useEffect(() => {
    if (node.current) node.current.style.opacity = isDragging ? "0.35" : "";
  }, [node, isDragging]);
  return null;
}
