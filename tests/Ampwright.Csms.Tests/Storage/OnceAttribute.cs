namespace Ampwright.Csms.Tests.Storage;

/// <summary>What the tests of the class show does not depend on the database, or is about one of the two: they run once.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnceAttribute : Attribute;
