namespace Ampwright.Ocpp.Certificates;

/// <summary>The keys a station makes for itself.</summary>
public enum KeyKind
{
    Rsa2048,
    EcP256,
}
