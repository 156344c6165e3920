namespace Ampwright.Lab.Certificates;

/// <summary>The two kinds of keys that the whitepaper's suites ask for (A00.FR.317).</summary>
internal enum KeyKind
{
    Ec,
    Rsa,
}
