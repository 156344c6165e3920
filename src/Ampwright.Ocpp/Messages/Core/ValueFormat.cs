namespace Ampwright.Ocpp.Messages.Core;

/// <summary>How a value is written. OCPP 1.6 ed. 2 §7.49.</summary>
public enum ValueFormat
{
    /// <summary>A number.</summary>
    Raw,

    /// <summary>Signed by the meter, in hexadecimal or another agreed text.</summary>
    SignedData,
}
