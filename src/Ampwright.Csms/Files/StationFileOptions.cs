namespace Ampwright.Csms.Files;

/// <summary>How files go to stations and come from them; never changes while the program runs.</summary>
internal sealed record StationFileOptions
{
    /// <summary>Longest firmware file, bytes.</summary>
    public long LargestFirmware { get; init; } = 512L << 20;

    /// <summary>Longest file that a station may upload, bytes.</summary>
    public long LargestLog { get; init; } = 100L << 20;

    /// <summary>Where stations reach this program from outside, such as a reverse proxy's address; null: as each station itself reached it.</summary>
    public Uri? PublicUrl { get; init; }
}
