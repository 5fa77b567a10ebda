// SPDX-License-Identifier: Apache-2.0
import { Tooltip } from "@mantine/core";
import {
  type Icon,
  IconAd2,
  IconBell,
  IconBook,
  IconBrowser,
  IconBuilding,
  IconBuildingStore,
  IconBuildingWarehouse,
  IconCalendarEvent,
  IconCar,
  IconDeviceDesktop,
  IconDeviceMobile,
  IconHeartHandshake,
  IconHome,
  IconMail,
  IconMailbox,
  IconMapPin,
  IconMessage,
  IconMessageCircle,
  IconMessageDots,
  IconPackage,
  IconPhone,
  IconSearch,
  IconShare,
  IconStar,
  IconVideo,
} from "@tabler/icons-react";

const icons: Record<string, Icon> = {
  store: IconBuildingStore,
  website: IconBrowser,
  "mobile-app": IconDeviceMobile,
  email: IconMail,
  sms: IconMessage,
  notification: IconBell,
  phone: IconPhone,
  video: IconVideo,
  chat: IconMessageCircle,
  messaging: IconMessageDots,
  post: IconMailbox,
  social: IconShare,
  search: IconSearch,
  advertising: IconAd2,
  marketplace: IconBuildingWarehouse,
  kiosk: IconDeviceDesktop,
  "field-visit": IconHome,
  branch: IconBuilding,
  event: IconCalendarEvent,
  vehicle: IconCar,
  product: IconPackage,
  print: IconBook,
  "review-site": IconStar,
  partner: IconHeartHandshake,
};

const byMode: Record<string, Icon> = {
  physical: IconMapPin,
  digital: IconBrowser,
  "remote-human": IconPhone,
};

interface ChannelIconProps {
  /** The channel's id. One that a workspace added takes the icon of its mode. */
  channel: string;
  mode?: string;
  /** Its name, for the hover. Without it the icon is decoration beside a text. */
  label?: string;
  size?: number;
}

export function ChannelIcon({ channel, mode, label, size = 16 }: ChannelIconProps) {
  const Shape = icons[channel] ?? byMode[mode ?? ""] ?? IconMapPin;
  if (!label) return <Shape size={size} stroke={1.6} aria-hidden />;
  return (
    <Tooltip label={label}>
      <span role="img" aria-label={label} style={{ display: "inline-flex" }}>
        <Shape size={size} stroke={1.6} aria-hidden />
      </span>
    </Tooltip>
  );
}
