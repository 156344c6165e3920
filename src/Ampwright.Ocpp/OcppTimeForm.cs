namespace Ampwright.Ocpp;

/// <summary>How a received time was written.</summary>
public enum OcppTimeForm
{
    /// <summary>As RFC 3339 wants it, which is what the schemas ask for.</summary>
    Rfc3339,

    /// <summary>Without a zone; read as UTC.</summary>
    WithoutZone,

    /// <summary>Otherwise readable: <c>+03</c>, <c>+0300</c>, <c>Z[GMT]</c>, a blank for the T, no seconds, a decimal comma.</summary>
    Lenient,
}
