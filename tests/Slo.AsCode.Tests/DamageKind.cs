namespace Slo.Tests;

/// <summary>What happens to a text at a place of it.</summary>
public enum DamageKind
{
    Remove,

    Insert,

    DropWord,

    Copy,
}
