using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Slo.Tests.House;

/// <summary>What a caller may say is public and in the root; the machine is internal and in folders.</summary>
public sealed class VisibilityTests
{
    private static readonly Type[] Types = [.. typeof(SloRegistry).Assembly.GetTypes().Where(type => !IsGenerated(type))];

    [Fact]
    public void Types_InTheRootNamespace_AreThePublicOnes()
    {
        Assert.All(Types.Where(type => !type.IsNested), type => Assert.True(
            type.IsPublic == (type.Namespace == "Slo"), $"{type} is {(type.IsPublic ? "public" : "internal")}"));
    }

    [Fact]
    public void Classes_Everywhere_AreSealedStaticOrAbstract()
    {
        Assert.All(Types.Where(type => type.IsClass), type => Assert.True(type.IsSealed || type.IsAbstract, $"{type} is open"));
    }

    [Fact]
    public void Fields_SeenFromOutside_CannotBeChanged()
    {
        IEnumerable<FieldInfo> fields = Types.Where(type => type.IsVisible && !type.IsEnum)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly));

        Assert.All(fields, field => Assert.True(field.IsInitOnly || field.IsLiteral, $"{field.DeclaringType}.{field.Name} is mutable"));
    }

    [Fact]
    public void Structs_SeenFromOutside_AreReadonly()
    {
        Assert.All(Types.Where(type => type is { IsVisible: true, IsValueType: true, IsEnum: false }), type => Assert.True(
            type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false), $"{type} is mutable"));
    }

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.Namespace?.StartsWith("Slo", StringComparison.Ordinal) != true
        || (type.DeclaringType is { } outer && IsGenerated(outer));
}
