namespace Ampwright.Station.Hardware;

/// <summary>How an image came to run.</summary>
public enum FirmwareStart
{
    /// <summary>It is the confirmed one.</summary>
    Normal,

    /// <summary>It was activated and runs for the first time; it must be confirmed in this life.</summary>
    Trial,

    /// <summary>A newer image was tried before and not confirmed, or could not be started.</summary>
    RolledBack,
}
