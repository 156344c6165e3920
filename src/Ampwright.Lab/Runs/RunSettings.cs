using Ampwright.Lab.Declaration;

namespace Ampwright.Lab.Runs;

/// <summary>The test data a run is configured with, as a JSON file may give it. Times in seconds.</summary>
internal sealed record RunSettings
{
    /// <summary>The connector under test.</summary>
    public int Connector { get; init; } = 1;

    /// <summary>How many connectors the system has, or is told that it has.</summary>
    public int Connectors { get; init; } = 2;

    /// <summary>Valid id tag.</summary>
    public string Tag { get; init; } = "04A1B2C3D4E501";

    /// <summary>Another valid id tag, with the same parent where a case needs one.</summary>
    public string Tag2 { get; init; } = "04A1B2C3D4E502";

    public string InvalidTag { get; init; } = "04A1B2C3D4E5FF";

    public string ExpiredTag { get; init; } = "04A1B2C3D4E5EE";

    public string BlockedTag { get; init; } = "04A1B2C3D4E5BB";

    public string ParentTag { get; init; } = "LAB-GROUP";

    public int HeartbeatInterval { get; init; } = 5;

    /// <summary>The interval of a BootNotification answered Pending or Rejected.</summary>
    public int RetryInterval { get; init; } = 5;

    public int SampleInterval { get; init; } = 5;

    public int AlignedInterval { get; init; } = 10;

    public int ConnectionTimeOut { get; init; } = 10;

    /// <summary>How long the lab watches that no transaction begins.</summary>
    public int TransactionDuration { get; init; } = 10;

    /// <summary>How long a reservation lasts in the case that lets it expire.</summary>
    public int ReservationOffset { get; init; } = 15;

    /// <summary>How long the system may take to answer a CALL.</summary>
    public int MessageTimeout { get; init; } = 30;

    /// <summary>How long it may take to do what it was triggered to.</summary>
    public int TriggeredTimeout { get; init; } = 30;

    /// <summary>How long a reboot, a download or a person may take.</summary>
    public int LongTimeout { get; init; } = 120;

    /// <summary>A firmware image that the station can install; without one its cases are inconclusive.</summary>
    public string? GoodFirmware { get; init; }

    /// <summary>A firmware image that it can fetch and cannot install.</summary>
    public string? BadFirmware { get; init; }

    /// <summary>The certificate (PEM file) of whoever signed <see cref="GoodFirmware"/>; without it the lab signs, and has its root installed first.</summary>
    public string? SigningCertificate { get; init; }

    /// <summary>A file with the signature of <see cref="GoodFirmware"/> in base64.</summary>
    public string? FirmwareSignature { get; init; }

    /// <summary>How far times may be off.</summary>
    public Tolerances Tolerances { get; init; } = new();

    /// <summary>The unit of charging rates: A or W.</summary>
    public string RateUnit { get; init; } = "A";

    public int StackLevel { get; init; }

    public int ScheduleDuration { get; init; } = 300;

    public int NumberPhases { get; init; } = 3;

    /// <summary>Who owns the charging stations (the key CpoName).</summary>
    public string CpoName { get; init; } = "Ampwright Lab";

    /// <summary>The hash algorithm of certificate ids: SHA256, SHA384 or SHA512.</summary>
    public string HashAlgorithm { get; init; } = "SHA256";

    /// <summary>The same for the declared product: as many connectors, and no interval below or above what it declares (ORS-4 to ORS-7).</summary>
    public RunSettings For(Pics pics) => this with
    {
        Connectors = Math.Max(pics.Connectors.Count, 1),
        SampleInterval = Within(SampleInterval, pics, "ORS-4", "ORS-5"),
        HeartbeatInterval = Within(HeartbeatInterval, pics, "ORS-6", "ORS-7"),
    };

    /// <summary>The same with files by their names alone: a report says nothing of whose computer it was made on.</summary>
    public RunSettings WithoutFolders() => this with
    {
        GoodFirmware = Path.GetFileName(GoodFirmware),
        BadFirmware = Path.GetFileName(BadFirmware),
        SigningCertificate = Path.GetFileName(SigningCertificate),
        FirmwareSignature = Path.GetFileName(FirmwareSignature),
    };

    private static int Within(int seconds, Pics pics, string least, string greatest) =>
        Math.Min(Math.Max(seconds, pics.Settings.GetValueOrDefault(least, seconds)), pics.Settings.GetValueOrDefault(greatest, int.MaxValue));
}
