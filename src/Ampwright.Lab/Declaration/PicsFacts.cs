namespace Ampwright.Lab.Declaration;

/// <summary>The words over which the conditions of cases are written.</summary>
internal static class PicsFacts
{
    public static readonly string[] Abilities =
        ["fault", "lock-failure", "storing-fails", "list-switch", "remote-authorize", "reserve-zero", "profiles-3", "periods-5"];

    private static readonly Dictionary<string, string> Profiles = new()
    {
        ["FirmwareManagement"] = "firmware",
        ["LocalAuthListManagement"] = "list",
        ["SmartCharging"] = "smart",
        ["RemoteTrigger"] = "trigger",
        ["Reservation"] = "reservation",
        ["Core"] = "core",
    };

    /// <param name="connected">The security profile of the run's connection, 0 to 3.</param>
    public static IReadOnlySet<string> Of(Pics pics, int connected) => Words(pics, connected).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Words(Pics pics, int connected) =>
    [
        .. pics.Profiles.Select(profile => Profiles[profile]),
        .. pics.Security.Select(profile => $"SEC-{profile}"),
        .. pics.Hardware.Where(item => item.Value == "true").Select(item => item.Key),
        .. pics.Options.Where(item => item.Value).Select(item => item.Key),
        .. pics.Questions.Where(item => item.Value).Select(item => item.Key),
        .. pics.SampledMeasurands.Count > 0 ? ["C-09.1"] : Array.Empty<string>(),
        .. pics.AlignedMeasurands.Count > 0 ? ["C-09.2"] : Array.Empty<string>(),
        .. pics.Abilities,
        $"connected-{connected}",
    ];
}
