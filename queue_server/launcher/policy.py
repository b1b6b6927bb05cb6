"""What Chromium may still do on a machine of the hall: the policy file that its administrator puts into /etc.

DeveloperToolsAvailability is left as it is: with 2 the launcher could not look after its page any more. Nobody gets to
the tools all the same: URLBlocklist keeps their window from loading.
"""

from __future__ import annotations

import json
import ssl
from base64 import b64encode
from pathlib import Path
from typing import Any, Final

OFF: Final = (
    "AllowDinosaurEasterEgg", "AllowFileSelectionDialogs", "AudioCaptureAllowed", "AutofillAddressEnabled",
    "AutofillCreditCardEnabled", "BackgroundModeEnabled", "BookmarkBarEnabled", "BrowserAddPersonEnabled",
    "BrowserGuestModeEnabled", "BrowserLabsEnabled", "ComponentUpdatesEnabled", "DefaultBrowserSettingEnabled",
    "DefaultSearchProviderEnabled", "DesktopSharingHubEnabled", "EditBookmarksEnabled", "EnableMediaRouter",
    "LiveCaptionEnabled", "MetricsReportingEnabled", "NativeMessagingUserLevelHosts", "PasswordManagerEnabled",
    "PaymentMethodQueryEnabled", "PrintingEnabled", "PromotionsEnabled", "QRCodeGeneratorEnabled",
    "ScreenCaptureAllowed", "SearchSuggestEnabled", "SharedArrayBufferUnrestrictedAccessAllowed", "SpellcheckEnabled",
    "SSLErrorOverrideAllowed", "TaskManagerEndProcessEnabled", "TranslateEnabled", "UserFeedbackAllowed",
    "VideoCaptureAllowed",
)  # fmt: skip
ON: Final = ("BlockExternalExtensions", "SyncDisabled")
BLOCKED: Final = (
    "DefaultClipboardSetting", "DefaultFileSystemReadGuardSetting", "DefaultFileSystemWriteGuardSetting",
    "DefaultGeolocationSetting", "DefaultLocalFontsSetting", "DefaultNotificationsSetting", "DefaultPopupsSetting",
    "DefaultSensorsSetting", "DefaultSerialGuardSetting", "DefaultWebBluetoothGuardSetting",
    "DefaultWebHidGuardSetting", "DefaultWebUsbGuardSetting", "DefaultWindowManagementSetting",
    "NetworkPredictionOptions",
)  # fmt: skip
"""Each of these knows 2 as "nobody"."""
ALL: Final = ("*",)
NOWHERE: Final = ("*", "chrome://*", "chrome-untrusted://*", "javascript://*")
"""The star alone leaves the browser's own pages open: downloads, version, settings."""


def policy(server: str, authority: str = "") -> dict[str, Any]:
    """The policy of a screen of this server. ``authority`` is the hall's certificate authority (PEM), trusted for it.

    Raises ValueError when that is no certificate.
    """
    told: dict[str, Any] = {
        "URLBlocklist": [*NOWHERE], "URLAllowlist": [server, "about:blank"], "DownloadRestrictions": 3,
        "ExtensionInstallBlocklist": [*ALL], "NativeMessagingBlocklist": [*ALL], "AutoplayAllowlist": [server],
        "BrowserSignin": 0, "DnsOverHttpsMode": "off", "RestoreOnStartup": 5,
        "SafeBrowsingProtectionLevel": 0,
    }  # fmt: skip
    told |= dict.fromkeys(OFF, False) | dict.fromkeys(ON, True) | dict.fromkeys(BLOCKED, 2)
    if authority:
        told["CACertificates"] = [b64encode(ssl.PEM_cert_to_DER_cert(authority.strip())).decode()]
    return dict(sorted(told.items()))


def text(server: str, ca: Path | None) -> str:
    """The policy file. Raises OSError or ValueError for a certificate that is none."""
    authority = ca.read_text(encoding="ascii") if ca else ""
    return json.dumps(policy(server, authority), indent=2) + "\n"
