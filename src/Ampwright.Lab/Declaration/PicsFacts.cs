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
    /// <param name="password">Whether the run knows its password.</param>
    public static IReadOnlySet<string> Of(Pics pics, int connected, bool password = false) => Words(pics, Climb(pics, connected, password)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The security profiles of the run's connections, one after the other: from the one the system comes by up, as far as they are declared.</summary>
    public static IReadOnlyList<int> Climb(Pics pics, int connected, bool password)
    {
        var climb = new List<int> { connected };
        // From 0 to 1 a station needs a password; TC_083 raises it from 1 and from 2.
        while ((connected > 0 || password) && pics.Security.Contains(climb[^1] + 1)) climb.Add(climb[^1] + 1);
        return climb;
    }

    private static IEnumerable<string> Words(Pics pics, IReadOnlyList<int> climb) =>
    [
        .. pics.Profiles.Select(profile => Profiles[profile]),
        .. pics.Security.Select(profile => $"SEC-{profile}"),
        .. pics.Hardware.Where(item => item.Value == "true").Select(item => item.Key),
        .. pics.Options.Where(item => item.Value).Select(item => item.Key),
        .. pics.Questions.Where(item => item.Value).Select(item => item.Key),
        .. pics.SampledMeasurands.Count > 0 ? ["C-09.1"] : Array.Empty<string>(),
        .. pics.AlignedMeasurands.Count > 0 ? ["C-09.2"] : Array.Empty<string>(),
        .. pics.Abilities,
        .. climb.Select(profile => $"connected-{profile}"),
    ];
}
