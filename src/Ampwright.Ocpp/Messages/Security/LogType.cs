namespace Ampwright.Ocpp.Messages.Security;

/// <summary>Which log. Security whitepaper ed. 3 §6.13.</summary>
public enum LogType
{
    DiagnosticsLog,
    SecurityLog,
}
