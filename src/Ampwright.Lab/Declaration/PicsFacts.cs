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

    /// <param name="connected">The security profile by which the system comes, 0 to 3; the run may raise it to those that are declared above it.</param>
    public static IReadOnlySet<string> Of(Pics pics, int connected) => Words(pics, connected).ToHashSet(StringComparer.Ordinal);

    /// <summary>The security profiles of the run's connections, one after the other: from the one the system comes by up, as far as they are declared.</summary>
    public static IReadOnlyList<int> Climb(Pics pics, int connected)
    {
        var climb = new List<int> { connected };
        // Nothing raises a station from 0 in a case: TC_083 begins at 1 or 2.
        while (connected > 0 && pics.Security.Contains(climb[^1] + 1)) climb.Add(climb[^1] + 1);
        return climb;
    }

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
        .. Climb(pics, connected).Select(profile => $"connected-{profile}"),
    ];
}
