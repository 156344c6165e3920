using System.Text;
using System.Text.Json.Nodes;

namespace Ampwright.Lab.Tests.Peers;

/// <remarks>Firmware and diagnostics; what an image is worth its first letter says.</remarks>
internal sealed partial class ModelStation
{
    private JsonObject Update(string location)
    {
        Later(() => UpdateFrom(location));
        return [];
    }

    private async void UpdateFrom(string location)
    {
        Send("FirmwareStatusNotification", Status("Downloading"));
        await Wait(1);
        if (_files.Find(new Uri(location).AbsolutePath) is not { } image)
        {
            Send("FirmwareStatusNotification", Status("DownloadFailed"));
            return;
        }
        Send("FirmwareStatusNotification", Status("Downloaded"));
        await Wait(1);
        Send("FirmwareStatusNotification", Status("Installing"));
        await Wait(1);
        if (Encoding.UTF8.GetString(image)[0] != 'G')
        {
            Send("FirmwareStatusNotification", Status("InstallationFailed"));
            return;
        }
        _updated = true;
        Reboot("Reboot");
    }

    private JsonObject Bring(string location)
    {
        Later(() => BringTo(new Uri(location)));
        return new JsonObject { ["fileName"] = "diagnostics.zip" };
    }

    private async void BringTo(Uri location)
    {
        Send("DiagnosticsStatusNotification", Status("Uploading"));
        await Wait(1);
        if (location.Scheme == "http" && !Does("uploads-nothing")) _files.Take($"{location.AbsolutePath}diagnostics.zip", 100, "PUT");
        Send("DiagnosticsStatusNotification", Status(location.Scheme == "http" ? "Uploaded" : "UploadFailed"));
    }
}
