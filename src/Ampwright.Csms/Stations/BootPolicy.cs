namespace Ampwright.Csms.Stations;

/// <summary>What the operator's record says to a BootNotification, and whether other messages are taken.</summary>
internal enum BootPolicy
{
    Accepted,
    Pending,
    Rejected,
}
