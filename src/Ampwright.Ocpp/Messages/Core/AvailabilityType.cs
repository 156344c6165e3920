namespace Ampwright.Ocpp.Messages.Core;

/// <summary>Whether a connector is to be in use. OCPP 1.6 ed. 2 §7.4.</summary>
public enum AvailabilityType
{
    Inoperative,
    Operative,
}
