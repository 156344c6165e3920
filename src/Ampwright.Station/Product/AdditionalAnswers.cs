namespace Ampwright.Station.Product;

/// <summary>The additional questions of the PICS form.</summary>
public sealed record AdditionalAnswers
{
    /// <summary>AQ-1: the last CentralSystemRootCertificate can be removed.</summary>
    public required bool LastCsmsRootRemovable { get; init; }

    /// <summary>AQ-2: a lock keeps the driver from connecting before authorization.</summary>
    public required bool LockedBeforeAuthorization { get; init; }

    /// <summary>AQ-3: the last ChargePointCertificate can be removed.</summary>
    public required bool LastStationCertificateRemovable { get; init; }

    /// <summary>AQ-4: firmware is downloaded during a transaction.</summary>
    public required bool FirmwareDownloadDuringTransaction { get; init; }

    /// <summary>AQ-5: the driver chooses the connector before authorization.</summary>
    public required bool ConnectorChosenFirst { get; init; }

    /// <summary>AQ-6: charging by IEC 61851-1 is declared.</summary>
    public required bool Iec61851 { get; init; }

    /// <summary>AQ-7.1: StopTransaction is reported before going down in a power cut.</summary>
    public required bool StopReportedBeforeGoingDown { get; init; }

    /// <summary>AQ-7.2: StopTransaction is reported after being back.</summary>
    public required bool StopReportedAfterBeingBack { get; init; }
}
